import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { freshLogin, Person } from "./person.ts";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

test("two people talk, read their history on fresh browsers, and one recovers the account", async () => {
  const alice = await Person.at(browser);
  const bob = await Person.at(browser);
  const [aliceLogin, bobLogin] = [freshLogin("alice"), freshLogin("bob")];
  await alice.register(aliceLogin, "willow branches at parting");
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

  const third = await Person.at(browser);
  await third.logIn(bobLogin, "two strokes lean together");
  await third.open(aliceLogin);
  await third.sees("The ferry is half empty today");
  await third.sees("Then I’ll take the later bus");

  const fourth = await Person.at(browser);
  await fourth.recover(bobLogin, bobKey, "a new password for bob");
  await fourth.open(aliceLogin);
  await fourth.sees("The ferry is half empty today");

  await third.page.getByText("This session was ended").waitFor();
  await third.fillIn(bobLogin, "two strokes lean together");
  await third.page.getByText("Username and password don’t match.").waitFor();

  for (const person of [alice, bob, third, fourth]) {
    expect(person.faults).toEqual([]);
    await person.leave();
  }
});
