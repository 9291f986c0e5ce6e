import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";

/** Bytes of a script as it travels: gzipped. */
export async function gzippedBytes(dist: string, name: string): Promise<number> {
  return gzipSync(await readFile(join(dist, "assets", name)), { level: 9 }).length;
}

/** The scripts that a fresh browser loads until one can sign in, workers' included. */
export async function initialScripts(browser: Browser, url: string): Promise<readonly string[]> {
  const context = await browser.newContext({ locale: "en-GB" });
  try {
    const scripts = new Set<string>();
    context.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.endsWith(".js") && pathname.startsWith("/assets/")) {
        scripts.add(basename(pathname));
      }
    });
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "networkidle" });
    await page.getByLabel("Password", { exact: true }).waitFor();
    return [...scripts].sort();
  } finally {
    await context.close();
  }
}

/** All that a browser may ever load, its catalogues and workers, but for the service worker. */
export async function allScripts(dist: string): Promise<readonly string[]> {
  const names = await readdir(join(dist, "assets"));
  return names.filter((name) => name.endsWith(".js"));
}

export async function sumOf(dist: string, names: readonly string[]): Promise<number> {
  const sizes = await Promise.all(names.map((name) => gzippedBytes(dist, name)));
  return sizes.reduce((sum, size) => sum + size, 0);
}
