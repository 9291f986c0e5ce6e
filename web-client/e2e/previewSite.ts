import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build, preview } from "vite";
import type { Scene } from "./scenes.ts";
import { waitUntilStill, watchStillness } from "./stillness.ts";

export interface PreviewSite {
  /** Opens a scene and waits until it stands still. */
  open: (page: Page, scene: Scene, look: Readonly<Record<string, string>>) => Promise<void>;
  close: () => Promise<void>;
}

/** Where a preview site has axe, so that a browser that has compiled it once need not do it again. */
export const AXE = "/axe.min.js";

/** Builds preview.html into a folder of its own and serves it on a free port. */
export async function startPreviewSite(): Promise<PreviewSite> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const outDir = await mkdtemp(join(tmpdir(), "ren-preview-"));
  const input = join(root, "preview.html");
  // Vitest says "test", for which Vite would take React's development build: slow, and not what people run.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  try {
    await build({
      root,
      logLevel: "warn",
      build: { rolldownOptions: { input }, outDir, emptyOutDir: true },
    });
  } finally {
    process.env.NODE_ENV = NODE_ENV;
  }
  await copyFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), join(outDir, AXE));
  const server = await preview({
    root,
    logLevel: "warn",
    build: { outDir },
    // It never changes: what a page has loaded, the next one takes from the browser's memory.
    preview: { port: 0, host: "localhost", headers: { "cache-control": "max-age=86400" } },
  });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error("the preview server has no address");
  return {
    open: async (page, scene, look) => {
      const parameters = new URLSearchParams({ ...scene.parameters, ...look });
      await watchStillness(page);
      await page.goto(`${address}preview.html?${parameters}`);
      await page.waitForFunction(() => document.fonts.status === "loaded");
      // Screens that are loaded later stand behind the mark of the start until they are there.
      if (scene.parameters?.session !== "starting") {
        await page.locator("h1, h2, nav").first().waitFor({ state: "attached" });
      }
      if (scene.attach) await attach(page, scene.attach);
      for (const [field, text] of Object.entries(scene.fill ?? {})) await page.fill(field, text);
      for (const target of scene.press ?? []) await page.click(target);
      await waitUntilStill(page);
    },
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}

/** A drawn picture for each name of one, and a few bytes for all others. */
async function attach(page: Page, names: readonly string[]): Promise<void> {
  const png = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(320, 240);
    const context = canvas.getContext("2d");
    for (let y = 0; y < 240 && context !== null; y += 12) {
      context.fillStyle = `hsl(${190 - y / 2} 30% ${35 + y / 5}%)`;
      context.fillRect(0, y, 320, 12);
    }
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  });
  const files = names.map((name) => ({
    name,
    mimeType: types[name.replace(/.*\./, "")] ?? "",
    buffer: Buffer.from(
      name.endsWith(".png") ? png : [...name.repeat(900)].map((one) => one.charCodeAt(0)),
    ),
  }));
  await page.setInputFiles(".composer input[type=file]", files);
}

const types: Readonly<Record<string, string>> = { png: "image/png", mp4: "video/mp4" };
