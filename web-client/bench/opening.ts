import type { Browser, Page } from "playwright-core";
import { signedIn, slowDown, talker } from "./people.ts";
import { atMost, type Figure, median } from "./report.ts";
import type { BenchSite } from "./site.ts";

const ROUNDS = 9;
const MESSAGES = 10_000;

/** From the press on a chat's row until its newest message is drawn. */
export async function opening(browser: Browser, site: BenchSite): Promise<readonly Figure[]> {
  const { context, page } = await signedIn(browser, site, await talker(site, MESSAGES));
  const figures: Figure[] = [];
  for (const [slower, goal] of [
    [1, 200],
    [4, 800],
  ] as const) {
    await slowDown(page, slower);
    const first: number[] = [];
    const again: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await page.goto("/");
      await page.locator("a.row").first().waitFor();
      // What the start still does is not the opening's.
      await page.waitForTimeout(700);
      first.push(await open(page));
      await page.evaluate(() => history.back());
      await page.locator("[role=log]").waitFor({ state: "detached" });
      again.push(await open(page));
    }
    const how = slower === 1 ? "" : `, CPU ${slower}× slower`;
    figures.push(
      atMost(
        `a chat of ${MESSAGES} messages opens after a reload${how}`,
        median(first),
        "ms",
        goal,
      ),
      atMost(`a chat of ${MESSAGES} messages opens once more${how}`, median(again), "ms", goal / 2),
    );
  }
  await context.close();
  return figures;
}

function open(page: Page): Promise<number> {
  return page.evaluate(
    (newest) =>
      new Promise<number>((drawn) => {
        const begun = performance.now();
        const look = (): void => {
          const rows = [...document.querySelectorAll("[role=log] article")];
          if (rows.some((row) => row.getAttribute("aria-label")?.includes(newest))) {
            // The frame after the one that it is drawn in.
            requestAnimationFrame(() =>
              requestAnimationFrame(() => drawn(performance.now() - begun)),
            );
            return;
          }
          requestAnimationFrame(look);
        };
        document.querySelector<HTMLElement>("a.row")?.click();
        look();
      }),
    `${MESSAGES}. `,
  );
}
