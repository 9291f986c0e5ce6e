import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { freshLogin, Person } from "./person.ts";
import {
  browsersHalf,
  filesBelow,
  findSecrets,
  type Recording,
  record,
  type Secret,
  secretText,
} from "./secrets.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

test("two people talk, read their history on fresh browsers, and one recovers the account", async () => {
  const recordings: Recording[] = [];
  const watched = async () => {
    const person = await Person.at(browser);
    recordings.push(await record(person.page));
    return person;
  };
  const alice = await watched();
  const bob = await watched();
  const [aliceLogin, bobLogin] = [freshLogin("alice"), freshLogin("bob")];
  const aliceKey = await alice.register(aliceLogin, "willow branches at parting");
  const bobKey = await bob.register(bobLogin, "two strokes lean together");

  await alice.find(bobLogin);
  await alice.write("The ferry is half empty today");
  await bob.open(aliceLogin);
  await bob.sees("The ferry is half empty today");
  await bob.write("Then I’ll take the later bus");
  await alice.sees("Then I’ll take the later bus");

  await alice.picture("talk-alice");
  await alice.page.reload();
  await alice.unlock("willow branches at parting");
  await alice.open(bobLogin);
  await alice.sees("The ferry is half empty today");
  await alice.sees("Then I’ll take the later bus");
  await bob.page.reload();
  await bob.unlock("two strokes lean together");
  await bob.open(aliceLogin);
  await bob.sees("The ferry is half empty today");
  await bob.sees("Then I’ll take the later bus");

  const third = await watched();
  await third.logIn(bobLogin, "two strokes lean together");
  await third.open(aliceLogin);
  await third.sees("The ferry is half empty today");
  await third.sees("Then I’ll take the later bus");

  const fourth = await watched();
  await fourth.recover(bobLogin, bobKey, "a new password for bob");
  await fourth.open(aliceLogin);
  await fourth.sees("The ferry is half empty today");
  await fourth.sees("Then I’ll take the later bus");

  await bob.page.getByText("This session was ended").waitFor();
  await third.page.getByText("This session was ended").waitFor();
  await third.fillIn(bobLogin, "two strokes lean together");
  await third.page.getByText("Username and password don’t match.").waitFor();

  const people = [alice, bob, third, fourth];
  const secrets: readonly Secret[] = [
    secretText("a message of Alice", "The ferry is half empty today"),
    secretText("a message of Bob", "take the later bus"),
    secretText("Alice's password", "willow branches at parting"),
    secretText("Bob's password", "two strokes lean together"),
    secretText("Bob's new password", "a new password for bob"),
    { name: "the browser's half of Alice's recovery key", bytes: browsersHalf(aliceKey) },
    { name: "the browser's half of Bob's recovery key", bytes: browsersHalf(bobKey) },
    ...recordings.flatMap(({ privateKeys }) =>
      privateKeys.map((bytes) => ({ name: "a private key", bytes })),
    ),
  ];
  // Two key pairs in each of the two registrations, at the least.
  expect(secrets.length).toBeGreaterThan(9);
  const places = recordings.flatMap(({ network }) => network);
  expect(places.some(([place]) => place.includes("/api/register_step2"))).toBe(true);
  expect(places.some(([place]) => place === "socket")).toBe(true);
  expect(places.some(([place]) => place.startsWith("service worker's GET "))).toBe(true);
  expect(findSecrets(secrets, places)).toEqual([]);
  const folder = process.env.REN_TARGET_DATA;
  if (folder !== undefined) {
    const files = [...(await filesBelow(folder)), ...(await stackLog())];
    expect(findSecrets([secretText("Alice's login", aliceLogin)], files)).not.toEqual([]);
    expect(findSecrets(secrets, files)).toEqual([]);
  }

  for (const person of people) {
    expect(person.faults).toEqual([]);
    await person.leave();
  }
});

/** What the stack has said so far, where the variable REN_TARGET_LOG names it. */
async function stackLog() {
  const path = process.env.REN_TARGET_LOG;
  return path === undefined ? [] : [[path, await readFile(path)] as const];
}

test("the search for secrets finds one in each form and at each alignment", () => {
  const secret = secretText("planted", "a planted secret");
  for (const before of ["", "x", "xy"]) {
    const bytes = Buffer.from(`${before}a planted secret, and more`);
    for (const encoding of ["latin1", "hex", "base64", "base64url"] as const) {
      const place = ["file", Buffer.from(bytes.toString(encoding))] as const;
      expect(findSecrets([secret], [place])).not.toEqual([]);
    }
  }
});
