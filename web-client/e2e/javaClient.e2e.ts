import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./browser.ts";
import { freshLogin, Person, target } from "./person.ts";

const run = promisify(execFile);
const REN = join(import.meta.dirname, "..", "..", "ren");
const PASSWORD = "a password in a terminal";

let browser: Browser;
let profile: string;

beforeAll(async () => {
  browser = await launchBrowser();
  profile = await mkdtemp(join(tmpdir(), "ren-cli-"));
});
afterAll(async () => {
  await browser.close();
  await rm(profile, { recursive: true });
});

async function chat(command: string, ...parameters: readonly string[]): Promise<string> {
  const at = [`--profile=${profile}`, `--url=${target}`];
  const { stdout } = await run(REN, ["chat", command, ...at, ...parameters], {
    env: { ...process.env, REN_PASSWORD: PASSWORD },
  });
  return stdout;
}

test("the Java client in a terminal and a browser talk with each other", async () => {
  const [inTerminal, inBrowser] = [freshLogin("java"), freshLogin("ts")];
  await chat("register", inTerminal);
  const person = await Person.at(browser);
  await person.register(inBrowser, "a password in a browser");

  await chat("send", inBrowser, "Sealed by BouncyCastle");
  await person.open(inTerminal);
  await person.sees("Sealed by BouncyCastle");
  await person.write("Sealed by WebCrypto");
  await person.isSent("Sealed by WebCrypto");

  expect(await chat("read", inBrowser)).toContain("Sealed by WebCrypto");
  await person.leave();
});
