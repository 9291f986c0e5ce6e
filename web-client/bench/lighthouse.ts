import { createServer } from "node:net";
import lighthouse from "lighthouse";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../e2e/browser.ts";
import { atLeast, type Figure, median } from "./report.ts";
import type { BenchSite } from "./site.ts";

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
      const result = await lighthouse(url, {
        port,
        logLevel: "error",
        onlyCategories: [...CATEGORIES],
      });
      const categories = result?.lhr.categories ?? {};
      rounds.push(
        Object.fromEntries(
          CATEGORIES.map((name) => [name, 100 * (categories[name]?.score ?? Number.NaN)]),
        ),
      );
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
