import type { Page, Request } from "playwright-core";

declare global {
  interface Window {
    /** Put there by `watchStillness`. */
    stillness?: () => Promise<void>;
  }
}

/** Timers that are longer do not belong to what a page is just about to show. Milliseconds. */
const SHORT = 1_000;
/** Frames without a change after which the page stands still. */
const FRAMES = 3;

const watched = new WeakMap<Page, Set<Request>>();

/** To be called before the page's first address: from then on `waitUntilStill` can tell. */
export async function watchStillness(page: Page): Promise<void> {
  if (watched.has(page)) return;
  const underWay = new Set<Request>();
  watched.set(page, underWay);
  page.on("request", (request) => underWay.add(request));
  page.on("requestfinished", (request) => underWay.delete(request));
  page.on("requestfailed", (request) => underWay.delete(request));
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) underWay.clear();
  });
  await page.addInitScript(countWhatIsToCome, { SHORT, FRAMES });
}

/** Waits until nothing is being fetched, no short timer is set, and some frames have passed without a change. */
export async function waitUntilStill(page: Page): Promise<void> {
  const underWay = watched.get(page);
  if (underWay === undefined) throw new Error("this page is not watched");
  do {
    await Promise.all(
      [...underWay].map((request) => request.response().then((it) => it?.finished())),
    );
    await page.evaluate(() => window.stillness?.());
  } while (underWay.size > 0);
}

/** Runs in the page, before its own scripts. */
function countWhatIsToCome(rule: { readonly SHORT: number; readonly FRAMES: number }): void {
  const timers = new Set<number>();
  let changes = 0;
  const set = window.setTimeout.bind(window);
  const clear = window.clearTimeout.bind(window);
  const counting = (action: TimerHandler, delay = 0, ...rest: unknown[]): number => {
    if (typeof action !== "function" || delay > rule.SHORT) return set(action, delay, ...rest);
    const timer = set(() => {
      timers.delete(timer);
      action(...rest);
    }, delay);
    timers.add(timer);
    return timer;
  };
  window.setTimeout = Object.assign(counting, window.setTimeout);
  window.clearTimeout = (timer) => {
    if (typeof timer === "number") timers.delete(timer);
    clear(timer);
  };
  new MutationObserver(() => {
    changes += 1;
  }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  window.stillness = () =>
    new Promise((resolve) => {
      let [frames, seen] = [0, changes];
      const look = () => {
        frames = timers.size === 0 && seen === changes ? frames + 1 : 0;
        seen = changes;
        if (frames > rule.FRAMES) resolve();
        else requestAnimationFrame(look);
      };
      look();
    });
}
