import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, newContext } from "./browser.ts";
import { type PreviewSite, startPreviewSite } from "./previewSite.ts";

let browser: Browser;
let site: PreviewSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), startPreviewSite()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), site.close()]);
});

async function withLog(conversation: string, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await newContext(browser, { viewport: { width: 1000, height: 700 } });
  try {
    const page = await context.newPage();
    const scene = { name: "log", parameters: { path: "/chat/first", conversation } };
    await site.open(page, scene, { theme: "light", language: "en" });
    await use(page);
  } finally {
    await context.close();
  }
}

const fromEnd = (page: Page) =>
  page
    .locator(".log")
    .evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight));

/** Where a message is on the screen; undefined when it is not drawn. */
const topOf = (page: Page, key: string) =>
  page.evaluate(
    (one) => document.querySelector(`[data-key="${one}"]`)?.getBoundingClientRect().top,
    key,
  );

const focusedKey = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.key);

describe("the log of a long conversation", () => {
  test("opens at the newest message", async () => {
    await withLog("many", async (page) => {
      expect(await fromEnd(page)).toBeLessThanOrEqual(1);
      expect(await topOf(page, "m999")).toBeGreaterThan(0);
    });
  });

  test("keeps its place when older messages arrive above", async () => {
    await withLog("many", async (page) => {
      const log = page.locator(".log");
      await log.hover();
      await page.mouse.wheel(0, -100_000);
      // The fake client answers after 0.3 s: until then the first loaded message is at the top.
      const before = await page.waitForFunction(
        () => document.querySelector('[data-key="m950"]')?.getBoundingClientRect().top,
      );
      await page.waitForFunction(() => document.querySelector('[data-key="m945"]'));
      const after = await topOf(page, "m950");
      expect(Math.abs((after ?? 1e9) - Number(await before.jsonValue()))).toBeLessThan(48);
    });
  });

  test("reaches the first of a thousand messages with few of them in the page", async () => {
    await withLog("many", async (page) => {
      await page.locator(".log").hover();
      await expect
        .poll(
          async () => {
            await page.mouse.wheel(0, -4000);
            return topOf(page, "m0");
          },
          { interval: 60 },
        )
        .toBeDefined();
      expect(await page.locator(".message").count()).toBeLessThan(80);
      expect(await page.locator(".log-start").count()).toBe(1);
    });
  });

  test("follows a new message at the end, and offers a way back from above", async () => {
    await withLog("many", async (page) => {
      await page.locator(".log").hover();
      await page.mouse.wheel(0, -1500);
      const jump = page.getByRole("button", { name: "To the newest message" });
      await jump.waitFor();
      expect(await page.locator(".log").getAttribute("aria-live")).toBe("off");
      await jump.click();
      await expect.poll(() => fromEnd(page)).toBeLessThanOrEqual(1);

      await page.getByRole("textbox", { name: "Message" }).fill("On my way\nwith coffee");
      await page.keyboard.press("Enter");
      await page.getByText("with coffee").waitFor();
      await expect.poll(() => fromEnd(page)).toBeLessThanOrEqual(1);
      expect(await page.locator(".log").getAttribute("aria-live")).toBe("polite");
    });
  });

  test("goes to the end for an own message from wherever one reads", async () => {
    await withLog("many", async (page) => {
      await page.locator(".log").hover();
      await page.mouse.wheel(0, -1500);
      await page.getByRole("button", { name: "To the newest message" }).waitFor();
      await page.getByRole("textbox", { name: "Message" }).fill("Here");
      await page.keyboard.press("Enter");
      await expect.poll(() => fromEnd(page)).toBeLessThanOrEqual(1);
    });
  });

  test("is one tab stop in which arrows, Home and End move between messages", async () => {
    await withLog("many", async (page) => {
      await page.locator('[data-key="m999"]').focus();
      await page.keyboard.press("ArrowUp");
      expect(await focusedKey(page)).toBe("m998");
      for (let step = 0; step < 30; step++) await page.keyboard.press("ArrowUp");
      await expect.poll(() => focusedKey(page)).toBe("m968");
      await page.keyboard.press("End");
      await expect.poll(() => focusedKey(page)).toBe("m999");
      expect(await page.locator('.message[tabindex="0"]').count()).toBe(1);
    });
  });

  test("opens at the first unread message", async () => {
    await withLog("unread", async (page) => {
      const line = page.getByText("3 unread messages", { exact: true });
      expect(await line.isVisible()).toBe(true);
    });
  });
});
