import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../e2e/browser.ts";
import { atLeast, type Figure, median } from "./report.ts";
import type { BenchSite } from "./site.ts";

/** Installed when it is first asked for: 190 packages are too many for everybody who only builds or tests. */
const LIGHTHOUSE = "lighthouse@12.8.2";
const ROUNDS = 5;
const GOAL = 95;
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;

/**
 * Lighthouse on the page of a first visit, as it judges phones: a slow network and a slow processor, simulated from
 * what it saw here. It asks for a browser of its own, which it drives through a port.
 */
export async function lighthouseScores(_: Browser, { url }: BenchSite): Promise<readonly Figure[]> {
  const port = await freePort();
  const browser = await launchBrowser(`--remote-debugging-port=${port}`);
  try {
    const rounds: Record<string, number>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push(await scores(url, port));
    }
    return CATEGORIES.map((name) =>
      atLeast(
        `Lighthouse, ${name}`,
        median(rounds.map((one) => one[name] ?? Number.NaN)),
        "",
        GOAL,
      ),
    );
  } finally {
    await browser.close();
  }
}

/** Each category's score, from 0 to 100. */
async function scores(url: string, port: number): Promise<Record<string, number>> {
  const { stdout } = await promisify(execFile)(
    "npx",
    [
      ...["--yes", LIGHTHOUSE, url, `--port=${port}`, "--quiet", "--output=json"],
      ...["--no-enable-error-reporting", `--only-categories=${CATEGORIES.join()}`],
    ],
    { maxBuffer: 64 << 20 },
  );
  const { categories }: { categories: Record<string, { score: number | null } | undefined> } =
    JSON.parse(stdout);
  return Object.fromEntries(
    CATEGORIES.map((name) => [name, 100 * (categories[name]?.score ?? Number.NaN)]),
  );
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "localhost", () => {
      const address = server.address();
      server.close(() => found(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}
