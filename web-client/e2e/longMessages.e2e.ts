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

test("a message of many frames arrives live, and so does the one after it", async () => {
  const alice = await Person.at(browser);
  const bob = await Person.at(browser);
  const [aliceLogin, bobLogin] = [freshLogin("alice"), freshLogin("bob")];
  await Promise.all([
    alice.register(aliceLogin, "willow branches at parting"),
    bob.register(bobLogin, "two strokes lean together"),
  ]);
  await alice.find(bobLogin);
  await alice.write("Are you sitting comfortably?");
  await bob.open(aliceLogin);
  await bob.sees("Are you sitting comfortably?");

  // 8,000 letters are about 22 KB as JSON, two frames of the socket; 14,000 are 37 KB, four.
  for (const letters of [8_000, 14_000]) {
    const long = "ы".repeat(letters);
    await alice.write(long);
    // It is folded on the screen; its label says the whole.
    await bob.page.getByRole("article", { name: long }).waitFor();
    await alice.write(`After ${letters}`);
    await bob.sees(`After ${letters}`);
  }

  for (const person of [alice, bob]) {
    expect(person.faults).toEqual([]);
    await person.leave();
  }
});
