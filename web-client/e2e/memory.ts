import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";

/** Watches how much memory the tabs of a browser take, workers included. */
export interface MemoryWatch {
  /** Most bytes above what was taken at the beginning. */
  stop(): Promise<number>;
}

const EVERY = 100;

/** Reads it from the kernel, since a heap's own figures leave out buffers and workers. */
export async function watchMemory(browser: Browser): Promise<MemoryWatch> {
  const session = await browser.newBrowserCDPSession();

  async function taken(): Promise<number> {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const tabs = processInfo.filter(({ type }) => type === "renderer");
    const each = await Promise.all(tabs.map(({ id }) => ownBytes(id)));
    return each.reduce((sum, bytes) => sum + bytes, 0);
  }

  const before = await taken();
  let most = before;
  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      most = Math.max(most, await taken());
      await new Promise((later) => setTimeout(later, EVERY));
    }
  })();
  // A browser that goes away ends the watching with the test; stop() tells why.
  watching.catch(() => undefined);
  return {
    async stop() {
      stopped = true;
      await watching;
      await session.detach();
      return most - before;
    },
  };
}

/** Anonymous memory of a process (proc(5)): not what it shares with others or maps from files. */
async function ownBytes(process: number): Promise<number> {
  const status = await readFile(`/proc/${process}/status`, "utf8").catch(() => "");
  return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}
