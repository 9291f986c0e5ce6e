import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { build, preview } from "vite";
import type { OpeningHarness } from "../src/testing/openingHarness.ts";
import { atLeast, type Figure, median } from "./report.ts";

declare global {
  /** In the page of this bench. */
  var opening: OpeningHarness;
}

const ROUNDS = 7;
const MESSAGES = 5_000;

/** Messages that the protocol opens in a page: parsed, decrypted, verified, held against the log. */
export async function throughput(browser: Browser): Promise<readonly Figure[]> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const outDir = await mkdtemp(join(tmpdir(), "ren-bench-"));
  await build({
    root,
    logLevel: "warn",
    build: { rolldownOptions: { input: join(root, "bench.html") }, outDir, emptyOutDir: true },
  });
  const site = await preview({
    root,
    logLevel: "warn",
    build: { outDir },
    preview: { port: 0, host: "localhost" },
  });
  const page = await browser.newPage();
  try {
    await page.goto(`${site.resolvedUrls?.local[0]}bench.html`);
    await page.waitForFunction(() => globalThis.opening !== undefined);
    const figures: Figure[] = [];
    for (const size of [50, 500]) {
      const rates: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        rates.push(
          await page.evaluate(([all, one]) => opening.opened(all, one), [MESSAGES, size] as const),
        );
      }
      figures.push(atLeast(`messages opened, in pages of ${size}`, median(rates), "/s", 4_000));
    }
    return figures;
  } finally {
    await page.close();
    await site.close();
    await rm(outDir, { recursive: true });
  }
}
