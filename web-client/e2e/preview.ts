import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser, newContext } from "./browser.ts";
import { type PreviewSite, startPreviewSite } from "./previewSite.ts";

/** Opens a view over sample data in a fresh context and hands its page over. */
export type WithPreview = (
  parameters: Record<string, string>,
  use: (page: Page) => Promise<void>,
  size?: { readonly width: number; readonly height: number },
) => Promise<void>;

/** The preview for all tests of a file. */
export function previewForAll(): WithPreview {
  let started: Promise<readonly [Browser, PreviewSite]>;

  beforeAll(async () => {
    started = Promise.all([launchBrowser(), startPreviewSite()]);
    await started;
  });
  afterAll(async () => {
    const [browser, site] = await started;
    await Promise.all([browser.close(), site.close()]);
  });

  return async (parameters, use, size = { width: 1100, height: 800 }) => {
    const [browser, site] = await started;
    const touch = size.width < 500;
    const context = await newContext(browser, { viewport: size, hasTouch: touch, isMobile: touch });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    try {
      const page = await context.newPage();
      await site.open(page, { name: "view", parameters }, { language: "en" });
      await use(page);
    } finally {
      await context.close();
    }
  };
}

/** The path of the page's address. */
export const path = (page: Page) => page.evaluate(() => location.pathname);
