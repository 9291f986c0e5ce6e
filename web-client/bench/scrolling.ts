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
  const { slow, shift, longest, frames } = await page.evaluate(() => globalThis.felt);
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
    atMost("layout shift while scrolling", shift, "CLS", 0.1),
  ];
}

/** Scrolls by the wheel's way until a message of at most this number is drawn; answers the lowest one. */
function scrollUp(page: Page, target: number): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const log = document.querySelector("[role=log]");
        const lowest = (): number => {
          const label = log?.querySelector("article")?.getAttribute("aria-label") ?? "";
          return Number(/: (\d+)\. /.exec(label)?.[1] ?? Number.POSITIVE_INFINITY);
        };
        const step = (): void => {
          const now = lowest();
          if (now <= wanted) {
            resolve(now);
            return;
          }
          log?.scrollBy(0, -1_500);
          requestAnimationFrame(step);
        };
        step();
      }),
    target,
  );
}

/** Megabytes of objects that are still used. */
async function heap(devtools: CDPSession): Promise<number> {
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return usedSize / 1e6;
}

declare global {
  var felt: { frames: number; slow: number; longest: number; shift: number };
}

/** Runs in the page. */
function watchFrames(): void {
  const felt = { frames: 0, slow: 0, longest: 0, shift: 0 };
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
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
      felt.shift += entry.value;
    }
  }).observe({ type: "layout-shift" });
}
