import type { StoreApi } from "zustand/vanilla";
import type { KeptDownload } from "../../vault/downloadDisk.ts";
import type { Lender } from "./lender.ts";
import type { MediaWorker } from "./mediaWorker.ts";
import type { FileState } from "./model.ts";
import type { Saver } from "./saver.ts";
import type { Transfers } from "./transfers.ts";

interface StreamedPorts {
  readonly lender: Lender;
  readonly saver: Saver;
  readonly worker: MediaWorker;
  readonly transfers: Transfers;
  readonly files: StoreApi<FileState>;
}

/**
 * Saving by the browser's own download manager, which the service worker feeds, where pages cannot
 * write files themselves. It pauses and goes on there; here it is shown, and can be ended.
 */
export interface StreamedDownloads {
  save(download: KeptDownload): Promise<void>;
  /** What the service worker gave of an address. */
  progress(url: string, bytes: number): void;
  has(key: string): boolean;
  cancel(key: string): void;
  close(): void;
}

interface Running {
  readonly key: string;
  readonly size: number;
  release(): void;
  readonly pinging: ReturnType<typeof setInterval>;
}

/** A service worker that hears nothing for half a minute may be ended. */
const PING_EVERY = 10_000;

export function createStreamedDownloads(ports: StreamedPorts): StreamedDownloads {
  const { lender, saver, worker, transfers, files } = ports;
  const running = new Map<string, Running>();

  function end(url: string): Running | undefined {
    const one = running.get(url);
    running.delete(url);
    clearInterval(one?.pinging);
    one?.release();
    return one;
  }

  const stopWatching = files.subscribe(({ mediaProblems }) => {
    for (const [url, { key }] of running) {
      const problem = mediaProblems[url];
      if (problem === undefined) continue;
      end(url);
      transfers.turn(key, "failed", problem);
    }
  });

  function urlOf(key: string): string | undefined {
    return [...running].find(([, one]) => one.key === key)?.[0];
  }

  return {
    async save({ chatId, messageId, file }) {
      const { fileId: key, name, size } = file;
      if (urlOf(key) !== undefined) return;
      const { url, release } = await lender.lend({ chatId, messageId, file }, name);
      const pinging = setInterval(() => worker.ping(), PING_EVERY);
      running.set(url, { key, size, release, pinging });
      transfers.begin({ key, chatId, direction: "down", name, size }, "running");
      saver.download(url);
    },
    progress(url, bytes) {
      const one = running.get(url);
      if (one === undefined) return;
      transfers.progress(one.key, bytes);
      if (bytes < one.size) return;
      end(url);
      transfers.finish(one.key);
    },
    has: (key) => urlOf(key) !== undefined,
    cancel(key) {
      const url = urlOf(key);
      if (url !== undefined) end(url);
      transfers.drop(key);
    },
    close() {
      stopWatching();
      for (const url of [...running.keys()]) end(url);
    },
  };
}
