import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../e2e/browser.ts";
import { allScripts, initialScripts, sumOf } from "./bytes.ts";
import { interactive } from "./interactive.ts";
import { lighthouseScores } from "./lighthouse.ts";
import { opening } from "./opening.ts";
import { atMost, type Figure, line, write } from "./report.ts";
import { scrolling } from "./scrolling.ts";
import { type BenchSite, DIST, startSite } from "./site.ts";
import { throughput } from "./throughput.ts";

/** `./ren bench web`: what the web client weighs, and how fast it is in a real browser. */
type Part = (browser: Browser, site: BenchSite) => Promise<readonly Figure[]>;

const parts: Readonly<Record<string, Part>> = {
  bytes: async (browser, { url }) => [
    atMost(
      "initial JavaScript, gzipped",
      (await sumOf(DIST, await initialScripts(browser, url))) / 1000,
      "KB",
      170,
    ),
    atMost(
      "all JavaScript, gzipped",
      (await sumOf(DIST, await allScripts(DIST))) / 1000,
      "KB",
      300,
    ),
  ],
  interactive,
  lighthouse: lighthouseScores,
  opening,
  throughput,
  scrolling,
};

const chosen = process.env.REN_BENCH_PARTS?.split(",");
const figures: Figure[] = [];
const site = await startSite();
const browser = await launchBrowser("--enable-precise-memory-info");
try {
  for (const [name, part] of Object.entries(parts)) {
    if (chosen !== undefined && !chosen.includes(name)) continue;
    for (const figure of await part(browser, site)) {
      figures.push(figure);
      process.stdout.write(`${line(figure)}\n`);
    }
  }
} finally {
  await browser.close();
  site.close();
}
if (chosen === undefined) {
  await write(fileURLToPath(new URL("../../target/bench/web.json", import.meta.url)), figures);
}
