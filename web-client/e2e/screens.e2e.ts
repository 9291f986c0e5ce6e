import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { AxeResults, RunOptions } from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, test } from "vitest";
import { launchBrowser, newContext } from "./browser.ts";
import { AXE, type PreviewSite, startPreviewSite } from "./previewSite.ts";
import { type Scene, scenes } from "./scenes.ts";

/**
 * Every screen over sample data: accessible by axe, and nothing cut off at the sides at any width. With
 * REN_SCREENS_DIR set each one is also kept there as a PNG, to be held against the design.
 */
const desk = { width: 1320, height: 896 };
const phone = { width: 390, height: 780 };
const narrow = [
  { width: 768, height: 896 },
  { width: 320, height: 640 },
];
const picturesDir = process.env.REN_SCREENS_DIR;

/** A tone instead of a microphone, and nobody to ask for it. */
const TONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

declare global {
  /** In pages that have loaded {@link AXE}. */
  var axe: { run(options: RunOptions): Promise<AxeResults> };
}

let browser: Browser;
/** As for someone who set the browser's text to twice its size. */
let largeTextBrowser: Browser;
let site: PreviewSite;

beforeAll(async () => {
  [browser, largeTextBrowser, site] = await Promise.all([
    launchBrowser(...TONE),
    launchBrowser("--blink-settings=defaultFontSize=32", ...TONE),
    startPreviewSite(),
  ]);
  if (picturesDir !== undefined) await mkdir(picturesDir, { recursive: true });
});
afterAll(async () => {
  await Promise.all([browser.close(), largeTextBrowser.close(), site.close()]);
});

interface Look {
  size: { width: number; height: number };
  theme: "light" | "dark" | "contrast";
  language: "en" | "ru";
  largeText?: boolean;
}

/** Pages that stand idle, by their look: one that has shown a scene before shows the next in a third of the time. */
const idle = new Map<string, Page[]>();

function contextOf({ size, largeText = false }: Look): Promise<BrowserContext> {
  const touch = size.width < 500;
  return newContext(largeText ? largeTextBrowser : browser, {
    viewport: size,
    hasTouch: touch,
    isMobile: touch,
    reducedMotion: "reduce",
    // axe is put into the page, whose own policy would refuse it.
    bypassCSP: true,
  });
}

async function withScene(
  scene: Scene,
  look: Look,
  use: (page: Page, picture: (suffix?: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const { size, theme, language } = look;
  const key = JSON.stringify(look);
  const page = idle.get(key)?.pop() ?? (await (await contextOf(look)).newPage());
  await page.setViewportSize(size);
  await site.open(page, scene, { theme, language });
  await use(page, async (suffix = `${size.width}-${theme}-${language}`) => {
    if (picturesDir === undefined) return;
    await page.screenshot({ path: join(picturesDir, `${scene.name}-${suffix}.png`) });
  });
  // A page on which something failed is not used again.
  idle.set(key, [...(idle.get(key) ?? []), page]);
}

async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ url: AXE });
  return page.evaluate(async () => {
    // Of rules that hold, nobody asks where: to tell of every element takes as long as to look at it.
    const { violations: found } = await axe.run({ resultTypes: ["violations"] });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" "))}`);
  });
}

/**
 * What stands past an edge of the screen, or is wider than the part of the page that should show it. The screen's
 * width is told, since a phone's `innerWidth` grows with what overflows.
 */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate((screenWidth) => {
    const seen = [...document.querySelectorAll<HTMLElement>("body, body *")].filter(
      (element) => element.closest("[aria-hidden=true], svg, input, textarea") === null,
    );
    const outside = (element: HTMLElement) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (left < -1 || right > screenWidth + 1);
    };
    const hidesItsSides = (element: HTMLElement) => {
      const { overflowX, textOverflow } = getComputedStyle(element);
      const tooWide = element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
      return tooWide && overflowX !== "visible" && textOverflow !== "ellipsis";
    };
    return seen
      .filter((element) => outside(element) || hidesItsSides(element))
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
  }, page.viewportSize()?.width ?? 0);
}

/** The narrowest phone, with the text that the settings make large. */
async function narrowAndLarge(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.evaluate(() => {
    document.documentElement.dataset.text = "large";
  });
}

describe.concurrent.each(scenes)("the screen $name", (scene) => {
  test("is accessible on a desk, light, and fits a tablet and a narrow phone", async ({
    expect,
  }) => {
    await withScene(
      scene,
      { size: desk, theme: "light", language: "en" },
      async (page, picture) => {
        await picture();
        expect(await violations(page)).toEqual([]);
        for (const size of narrow) {
          await page.setViewportSize(size);
          await picture(`${size.width}-light-en`);
          expect([size.width, await cutOff(page)]).toEqual([size.width, []]);
        }
        await narrowAndLarge(page);
        await picture("320-large-en");
        expect(await cutOff(page)).toEqual([]);
      },
    );
  });

  test("is accessible on a phone, dark, in Russian", async ({ expect }) => {
    await withScene(
      scene,
      { size: phone, theme: "dark", language: "ru" },
      async (page, picture) => {
        await picture();
        expect(await violations(page)).toEqual([]);
        expect(await cutOff(page)).toEqual([]);
        await narrowAndLarge(page);
        await picture("320-large-ru");
        expect(await cutOff(page)).toEqual([]);
      },
    );
  });

  test("is accessible in high contrast and fits with text at 200 %", async ({ expect }) => {
    const look = { size: desk, theme: "contrast", language: "ru", largeText: true } as const;
    await withScene(scene, look, async (page, picture) => {
      await picture("200-percent");
      expect(await violations(page)).toEqual([]);
      for (const width of [768, 640]) {
        await page.setViewportSize({ width, height: 896 });
        await picture(`200-percent-${width}`);
        expect([width, await cutOff(page)]).toEqual([width, []]);
      }
    });
  });
});
