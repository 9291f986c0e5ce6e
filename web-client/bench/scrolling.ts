import type { Browser, CDPSession, Page } from "playwright-core";
import { signedIn, talker } from "./people.ts";
import { atMost, type Figure } from "./report.ts";
import type { BenchSite } from "./site.ts";

const MESSAGES = Number(process.env.REN_BENCH_MESSAGES ?? 100_000);
const LOOK_EVERY = 5_000;

/** From the newest message of a long chat to its first: what the page holds, and how it feels. */
export async function scrolling(browser: Browser, site: BenchSite): Promise<readonly Figure[]> {
  const talk = await talker(site, MESSAGES);
  const { context, page } = await signedIn(browser, site, talk);
  const devtools = await context.newCDPSession(page);
  await page.locator("a.row").first().click();
  await page.locator("[role=log] article").first().waitFor();
  await page.evaluate(watchFrames);
  const before = await heap(devtools);
  let nodes = 0;
  let most = 0;
  let reached = MESSAGES;
  while (reached > 1) {
    const begun = Date.now();
    reached = await scrollUp(page, Math.max(1, reached - LOOK_EVERY));
    const now = await page.locator("*").count();
    nodes = Math.max(nodes, now);
    const held = await heap(devtools);
    most = Math.max(most, held);
    process.stderr.write(
      `at ${reached}: ${now} nodes, ${Math.round(held)} MB, ${Date.now() - begun} ms\n`,
    );
  }
  const { slow, moved, longest, frames } = await page.evaluate(() => globalThis.felt);
  await context.close();
  return [
    atMost(`DOM nodes, ${MESSAGES} messages scrolled through`, nodes, "", 2_500),
    atMost(
      `heap above the chat just opened, ${MESSAGES} scrolled through`,
      most - before,
      "MB",
      100,
    ),
    atMost("frames of over 100 ms while scrolling", (100 * slow) / frames, "%", 1),
    atMost("longest frame while scrolling", longest, "ms", 250),
    atMost("a message on the screen moves when older ones arrive", moved, "px", 1),
  ];
}

/**
 * Scrolls until a message of at most this number is drawn; answers the lowest one. Near the start of what is
 * loaded it stands still until older ones are there, and notes how far they moved what is on the screen.
 */
function scrollUp(page: Page, target: number): Promise<number> {
  return page.evaluate(async (wanted) => {
    const log = document.querySelector("[role=log]") as HTMLElement;
    const rows = () => [...log.querySelectorAll<HTMLElement>("article")];
    const numberOf = (row: HTMLElement | undefined): number =>
      Number(/: (\d+)\. /.exec(row?.getAttribute("aria-label") ?? "")?.[1] ?? Number.NaN);
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    const anchor = () => rows().find((row) => row.getBoundingClientRect().top >= 100);
    for (let lowest = numberOf(rows()[0]); !(lowest <= wanted); lowest = numberOf(rows()[0])) {
      if (log.scrollTop > 400) {
        log.scrollBy(0, -Math.min(1_500, log.scrollTop - 200));
        await frame();
        continue;
      }
      await frame();
      const still = anchor();
      const before = still?.getBoundingClientRect().top ?? 0;
      for (let waited = 0; log.scrollTop <= 400 && waited < 600; waited++) await frame();
      await frame();
      if (still?.isConnected) {
        const moved = Math.abs(still.getBoundingClientRect().top - before);
        globalThis.felt.moved = Math.max(globalThis.felt.moved, moved);
      }
    }
    return numberOf(rows()[0]);
  }, target);
}

/** Megabytes of objects that are still used. */
async function heap(devtools: CDPSession): Promise<number> {
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}

declare global {
  var felt: { frames: number; slow: number; longest: number; moved: number };
}

/** Runs in the page. */
function watchFrames(): void {
  const felt = { frames: 0, slow: 0, longest: 0, moved: 0 };
  globalThis.felt = felt;
  let before = performance.now();
  const frame = (now: number): void => {
    const took = now - before;
    before = now;
    felt.frames += 1;
    if (took > 100) felt.slow += 1;
    felt.longest = Math.max(felt.longest, took);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}
