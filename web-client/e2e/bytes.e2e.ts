import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allScripts, initialScripts, sumOf } from "../bench/bytes.ts";
import { launchBrowser } from "./browser.ts";
import { target } from "./person.ts";

const DIST = fileURLToPath(new URL("../dist", import.meta.url));
const BASELINE = new URL("../../infra/bench/baselines/web.json", import.meta.url);
/** What a mended bug or a new string may add; more is a decision, and an edit of the baseline. */
const MARGIN = 1.03;

let browser: Browser;
let baseline: ReadonlyMap<string, number>;

beforeAll(async () => {
  browser = await launchBrowser();
  const lines: { name: string; value: number }[] = JSON.parse(await readFile(BASELINE, "utf8"));
  baseline = new Map(lines.map(({ name, value }) => [name, value]));
});
afterAll(async () => {
  await browser.close();
});

test("what a first visit loads has not grown", async () => {
  const scripts = await initialScripts(browser, target);
  expect(scripts).toContainEqual(expect.stringMatching(/^start-/));
  const bytes = await sumOf(DIST, scripts);
  expect(bytes).toBeLessThanOrEqual((baseline.get("initial JavaScript, gzipped") ?? 0) * MARGIN);
});

test("nor has the whole client", async () => {
  const bytes = await sumOf(DIST, await allScripts(DIST));
  expect(bytes).toBeLessThanOrEqual((baseline.get("all JavaScript, gzipped") ?? 0) * MARGIN);
});
