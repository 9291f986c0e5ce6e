import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { OwnStack } from "./ownStack.ts";
import { freshLogin, Person } from "./person.ts";

const password = "willow branches at parting";

let browser: Browser;
let stack: OwnStack;
let alice: Person;
let bob: Person;

beforeAll(async () => {
  [browser, stack] = await Promise.all([launchBrowser(), OwnStack.start()]);
  alice = await Person.at(browser, stack.url);
  bob = await Person.at(browser, stack.url);
  await bob.withoutPicker();
  const [aliceLogin, bobLogin] = [freshLogin("alice"), freshLogin("bob")];
  await alice.register(aliceLogin, password);
  await bob.register(bobLogin, password);
  await alice.find(bobLogin);
  await alice.write("hello");
  await bob.open(aliceLogin);
  await bob.sees("hello");
});
afterAll(async () => {
  await browser.close();
  await stack.remove();
});

/** The lines of the burst that a conversation shows, in their order. */
const lines = (person: Person) =>
  person.page
    .getByRole("log")
    .getByText(/^line \d$/)
    .allTextContents();

test("a burst of messages during which the stack is killed arrives once and in order, and nobody reloads", async () => {
  const burst = Array.from({ length: 8 }, (_, at) => `line ${at + 1}`);
  for (const line of burst.slice(0, 4)) await alice.write(line);
  await stack.kill();
  for (const line of burst.slice(4)) await alice.write(line);
  await stack.restart();

  await bob.sees("line 8");
  await alice.isSent("line 8");
  expect(await lines(bob)).toEqual(burst);
  expect(await lines(alice)).toEqual(burst);
  await bob.write("all of them");
  await alice.sees("all of them");
  expect([...alice.faults, ...bob.faults]).toEqual([]);
});

test("an upload during which the stack is killed goes on by itself, and puts no stored part twice", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ren-upload-"));
  try {
    // Too large for a download from memory: the service worker saves it.
    const bytes = Buffer.alloc(88_000_000);
    for (let at = 0; at < bytes.length; at += 4)
      bytes.writeUInt32LE((at * 2_654_435_761) >>> 0, at);
    const path = join(folder, "survey.bin");
    await writeFile(path, bytes);

    const asked: string[] = [];
    const stored: string[] = [];
    const part = (url: string) => new URL(url).searchParams.get("partNumber");
    alice.page.on("request", (request) => {
      const number = request.method() === "PUT" ? part(request.url()) : null;
      if (number !== null) asked.push(number);
    });
    alice.page.on("response", (response) => {
      const number = response.status() === 200 ? part(response.url()) : null;
      if (number !== null) stored.push(number);
    });
    await alice.page.setInputFiles(".composer input[type=file]", path);
    await alice.page.getByRole("list", { name: "Files to send" }).getByText("survey.bin").waitFor();
    await alice.write("the survey");
    await expect.poll(() => stored.length).toBeGreaterThan(2);
    await stack.kill();
    const [before, askedBefore] = [new Set(stored), asked.length];
    expect(before.size).toBeLessThan(11);
    await stack.restart();

    await bob.sees("the survey");
    const downloading = bob.page.waitForEvent("download");
    await bob.page.getByRole("button", { name: "Save survey.bin" }).click();
    const saved = await (await downloading).path();
    expect(await sha256(saved)).toBe(await sha256(path));
    expect(asked.slice(askedBefore).filter((number) => before.has(number))).toEqual([]);
    expect([...alice.faults, ...bob.faults]).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest("hex");
}
