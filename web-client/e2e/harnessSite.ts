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
const BINARY = "application/octet-stream";
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
      const page = await context.newPage();
      // Only what lies under PLACE is asked for here: Playwright's own routes would lead every part of
      // a file through this process.
      const session = await context.newCDPSession(page);
      session.on("Fetch.requestPaused", ({ requestId, request }) => {
        const name = new URL(request.url).pathname.slice(PLACE.length);
        void readFile(join(outDir, name)).then((body) =>
          session.send("Fetch.fulfillRequest", {
            requestId,
            responseCode: 200,
            responseHeaders: [
              { name: "content-type", value: TYPES[name.split(".").at(-1) ?? ""] ?? BINARY },
              { name: "content-security-policy", value: policy },
            ],
            body: body.toString("base64"),
          }),
        );
      });
      await session.send("Fetch.enable", { patterns: [{ urlPattern: `${target}${PLACE}*` }] });
      await page.goto(`${target}${PLACE}harness.html`);
      await page.waitForFunction(() => globalThis.ren !== undefined);
      return page;
    },
    close: () => rm(outDir, { recursive: true }),
  };
}
