import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
} from "playwright-core";

/**
 * How long a test waits for what a page should show, in milliseconds. No assertion on time: a machine that is busy
 * with everything else may take a minute for what takes a second, and only a page that hangs takes longer than this.
 */
export const PATIENCE = 300_000;

/** Debian's Chromium, or the one that REN_CHROMIUM names. */
const executablePath = process.env.REN_CHROMIUM ?? "/usr/bin/chromium";

/** They let it run as root and keep it off the network. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** No process is kept ready for a page that may come: to start it takes longer than it saves in a test. */
const FEW_PROCESSES = "--renderer-process-limit=1";

/** A browser for many short visits: all of its contexts keep what they keep in memory. */
export function launchBrowser(...more: readonly string[]): Promise<Browser> {
  // Playwright is silent about what service workers ask for unless it is told so, and cannot answer it.
  process.env.PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS = "1";
  return chromium.launch({
    timeout: PATIENCE,
    executablePath,
    args: [...FLAGS, FEW_PROCESSES, ...more],
  });
}

/** A browser as a person has it, with processes as it likes and its files on the disk in `profile`; it ends with the context. */
export async function launchProfile(
  profile: string,
  ...more: readonly string[]
): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    timeout: PATIENCE,
    executablePath,
    args: [...FLAGS, ...more],
  });
  context.setDefaultTimeout(PATIENCE);
  return context;
}

/** A fresh context whose pages wait with {@link PATIENCE}. */
export async function newContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  return context;
}
