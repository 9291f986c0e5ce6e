import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { build } from "vite";
import type { Harness } from "../src/testing/filesHarness.ts";
import { target } from "./person.ts";

declare global {
  /** In pages of the harness. */
  var ren: Harness;
}

const PLACE = "/harness/";
const TYPES: Readonly<Record<string, string>> = { html: "text/html", js: "text/javascript" };

/**
 * A page that a test hands to the browser itself is of no known network, and may not reach this
 * machine's without asking.
 */
export const HARNESS_FLAGS = ["--disable-features=LocalNetworkAccessChecks"];

/** The client without views on the stack's own origin, under the policy of the stack's own page. */
export interface HarnessSite {
  open(context: BrowserContext): Promise<Page>;
  close(): Promise<void>;
}

export async function startHarnessSite(): Promise<HarnessSite> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const outDir = await mkdtemp(join(tmpdir(), "ren-harness-"));
  const input = join(root, "harness.html");
  await build({
    root,
    base: PLACE,
    logLevel: "warn",
    build: { rolldownOptions: { input }, outDir, emptyOutDir: true },
  });
  const policy = (await fetch(target)).headers.get("content-security-policy") ?? "";
  return {
    async open(context) {
      await context.route(`${target}${PLACE}**`, async (route) => {
        const name = new URL(route.request().url()).pathname.slice(PLACE.length);
        await route.fulfill({
          body: await readFile(join(outDir, name)),
          contentType: TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream",
          headers: { "content-security-policy": policy },
        });
      });
      const page = await context.newPage();
      await openHarness(page);
      return page;
    },
    close: () => rm(outDir, { recursive: true }),
  };
}

/** Opens the harness in a page, or opens it anew. */
export async function openHarness(page: Page): Promise<void> {
  await page.goto(`${target}${PLACE}harness.html`);
  await page.waitForFunction(() => globalThis.ren !== undefined);
}
