import type { Browser, Page } from "playwright-core";
import { signedIn, slowDown, talker } from "./people.ts";
import { atMost, type Figure, median } from "./report.ts";
import type { BenchSite } from "./site.ts";

const ROUNDS = 7;
/** Of the processor, as Lighthouse slows it down for a phone. */
const SLOWER = 4;
/** No long task for so long: it stays interactive. */
const QUIET = 1_500;

/**
 * Time to interactive: until what one came for is there and the page answers, that is until the last
 * task of over 50 ms is done.
 */
export async function interactive(browser: Browser, site: BenchSite): Promise<readonly Figure[]> {
  const fresh: number[] = [];
  const shifts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const context = await browser.newContext({ locale: "en-GB" });
    const page = await context.newPage();
    await slowDown(page, SLOWER);
    fresh.push(await timeTo(page, site.url, "input[type=password]"));
    shifts.push(await layoutShift(page));
    await context.close();
  }
  const { context, page } = await signedIn(browser, site, await talker(site, 100));
  await slowDown(page, SLOWER);
  const again: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    again.push(await timeTo(page, site.url, "a.row"));
    shifts.push(await layoutShift(page));
  }
  await context.close();
  return [
    atMost(
      `interactive: sign-in, nothing cached, CPU ${SLOWER}× slower`,
      median(fresh),
      "ms",
      2_000,
    ),
    atMost(
      `interactive: chats of a kept session, CPU ${SLOWER}× slower`,
      median(again),
      "ms",
      2_000,
    ),
    atMost("layout shift while either starts", Math.max(...shifts), "CLS", 0.01),
  ];
}

async function timeTo(page: Page, url: string, target: string): Promise<number> {
  await page.addInitScript(watch);
  await page.goto(url);
  await page.locator(target).first().waitFor();
  return page.evaluate(
    async ([selector, quiet]) => {
      const { watched } = globalThis;
      while (performance.now() - Math.max(watched.busyUntil, watched.seen(selector)) < quiet) {
        await new Promise((later) => setTimeout(later, 50));
      }
      return Math.max(watched.busyUntil, watched.seen(selector));
    },
    [target, QUIET] as const,
  );
}

const layoutShift = (page: Page) => page.evaluate(() => globalThis.watched.shift);

declare global {
  /** What the page has noticed of itself since it was opened. */
  var watched: {
    busyUntil: number;
    shift: number;
    seen(selector: string): number;
  };
}

/** Runs in the page before anything else of it. */
function watch(): void {
  const first = new Map<string, number>();
  globalThis.watched = {
    busyUntil: 0,
    shift: 0,
    seen: (selector) => first.get(selector) ?? 0,
  };
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      globalThis.watched.busyUntil = Math.max(globalThis.watched.busyUntil, startTime + duration);
    }
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
      globalThis.watched.shift += entry.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
  new MutationObserver(() => {
    for (const selector of ["input[type=password]", "a.row"]) {
      if (!first.has(selector) && document.querySelector(selector) !== null) {
        first.set(selector, performance.now());
      }
    }
  }).observe(document, { childList: true, subtree: true });
}
