import { fileURLToPath } from "node:url";
import { launchBrowser } from "../e2e/browser.ts";
import { ffmpeg } from "../e2e/film.ts";
import { HARNESS_FLAGS, startHarnessSite } from "../e2e/harnessSite.ts";
import { cipher } from "./cipher.ts";
import { film } from "./film.ts";
import { type Figure, line, write } from "./report.ts";
import { transfers } from "./transfers.ts";

/** `./ren bench files`: how fast files are sealed, opened, sent, fetched and played, on a stack of its own. */
const megabytes = Number(process.env.REN_BENCH_MB ?? 1000);
const rounds = Number(process.env.REN_BENCH_ROUNDS ?? 3);
const figures: Figure[] = [];

function tell(more: readonly Figure[]): void {
  figures.push(...more);
  for (const figure of more) process.stdout.write(`${line(figure)}\n`);
}

const [browser, site] = await Promise.all([launchBrowser(...HARNESS_FLAGS), startHarnessSite()]);
try {
  const context = await browser.newContext();
  tell(await cipher(await site.open(context)));
  await context.close();
  tell(await transfers(site, megabytes, rounds));
  if (ffmpeg !== undefined) tell(await film(browser, site, ffmpeg));
} finally {
  await browser.close();
  await site.close();
}
await write(fileURLToPath(new URL("../../target/bench/files.json", import.meta.url)), figures);
