import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { freshLogin, Person } from "./person.ts";

const password = "willow branches at parting";

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

test("who stays signed in reads and writes without the server, and it goes out later", async () => {
  const alice = await Person.at(browser);
  const bob = await Person.at(browser);
  const [aliceLogin, bobLogin] = [freshLogin("alice"), freshLogin("bob")];
  await alice.register(aliceLogin, password);
  await bob.register(bobLogin, password);
  await alice.find(bobLogin);
  await alice.write("The ferry is half empty today");
  await bob.open(aliceLogin);
  await bob.sees("The ferry is half empty today");

  // Who did not choose to stay signed in leaves no chat on the disk.
  expect(await keptOn(bob)).toBe(0);
  await bob.page.reload();
  await bob.page.getByLabel(/Keep me unlocked/).check();
  await bob.unlock(password);
  await bob.open(aliceLogin);
  await bob.sees("The ferry is half empty today");
  await expect.poll(() => keptOn(bob)).toBeGreaterThan(1);

  // The page's own files still come: they are not what this is about.
  await bob.context.route("**/api/**", (route) => route.abort());
  let away = true;
  await bob.context.routeWebSocket(/\/ws$/, (socket) => {
    if (away) void socket.close();
    else socket.connectToServer();
  });
  await bob.page.reload();
  await bob.sees("The ferry is half empty today");
  await bob.write("Then I’ll take the later bus");
  await bob.sees("Then I’ll take the later bus");
  await bob.picture("offline-bob");

  away = false;
  await bob.context.unrouteAll();
  await bob.page.reload();
  await alice.sees("Then I’ll take the later bus");
  await bob.isSent("Then I’ll take the later bus");
  expect(bob.faults).toEqual([]);
});

/** How many entries of logs the person's browser keeps. */
function keptOn({ page }: Person): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open("ren");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const count = database.transaction("keptEntries").objectStore("keptEntries").count();
          count.onsuccess = () => {
            database.close();
            resolve(count.result);
          };
        };
      }),
  );
}
