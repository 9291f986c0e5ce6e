import { toClientError } from "../../api/problem.ts";
import type { ClientErrorCode } from "../../app/result.ts";
import { type Bytes, fileLayout } from "../../protocol/index.ts";
import type { DownloadDisk, KeptDownload } from "../../vault/downloadDisk.ts";
import type { ChunkStore } from "./chunkStore.ts";
import type { FileReader } from "./fileReader.ts";
import type { Saver, SaveTarget } from "./saver.ts";
import type { Transfers } from "./transfers.ts";

interface DownloadPorts {
  readonly records: DownloadDisk;
  readonly store: ChunkStore;
  readonly transfers: Transfers;
  readonly saver: Saver;
  readonly locks: Pick<LockManager, "request">;
  now(): number;
  reader(
    download: KeptDownload,
    waits: (problem: ClientErrorCode | undefined) => void,
  ): Promise<FileReader>;
}

/**
 * Files on their way to a place that the person picked. A chunk goes there when it holds, and its
 * sealed form stays in the chunk store until all is over: a reload, which loses what was written to
 * an unfinished file, fetches nothing twice.
 */
export interface Downloads {
  /** From a click. */
  save(download: KeptDownload): Promise<void>;
  has(key: string): boolean;
  pause(key: string): void;
  /** From a click: after a reload the place has to be picked again. */
  resume(key: string): void;
  cancel(key: string): void;
  load(): Promise<void>;
  close(): void;
}

interface Job {
  readonly download: KeptDownload;
  target?: SaveTarget;
  /** The first chunk that is not written. */
  next: number;
  running?: AbortController;
}

/** Chunks that are fetched and opened while one is written. */
const AHEAD = 4;

export function createDownloads(ports: DownloadPorts): Downloads {
  const { transfers, saver, records } = ports;
  const jobs = new Map<string, Job>();

  function begin(download: KeptDownload, target?: SaveTarget): Job {
    const { fileId, name, size } = download.file;
    const job: Job = { download, next: 0, ...(target === undefined ? {} : { target }) };
    jobs.set(fileId, job);
    const shown = { key: fileId, chatId: download.chatId, direction: "down", name, size } as const;
    transfers.begin(shown, target === undefined ? "paused" : "waiting");
    return job;
  }

  async function write(job: Job, target: SaveTarget, signal: AbortSignal): Promise<void> {
    const { file } = job.download;
    const layout = fileLayout(file.size);
    const turn = (problem: ClientErrorCode | undefined): void =>
      transfers.turn(file.fileId, problem === undefined ? "running" : "waiting", problem);
    const reader = await ports.reader(job.download, turn);
    turn(undefined);
    const ahead: Promise<Bytes>[] = [];
    let asked = job.next;
    while (job.next < layout.count) {
      while (asked < layout.count && ahead.length < AHEAD) {
        const chunk = reader.chunk(asked++, signal);
        // Looked at in its turn, perhaps never.
        chunk.catch(() => undefined);
        ahead.push(chunk);
      }
      const bytes = await ahead.shift();
      signal.throwIfAborted();
      if (bytes === undefined) break;
      await target.write(job.next * layout.chunkSize, bytes);
      job.next += 1;
      transfers.progress(file.fileId, Math.min(file.size, job.next * layout.chunkSize));
    }
    await target.close();
  }

  async function run(job: Job): Promise<void> {
    const { fileId } = job.download.file;
    const { target } = job;
    if (target === undefined || job.running !== undefined) return;
    const running = new AbortController();
    job.running = running;
    try {
      await ports.locks.request(`ren-download-${fileId}`, async () => {
        running.signal.throwIfAborted();
        await write(job, target, running.signal);
      });
      jobs.delete(fileId);
      await records.delete(fileId);
      transfers.finish(fileId);
      await ports.store.trim();
    } catch (error) {
      if (running.signal.aborted) return;
      // What is written so far is given up: the person picks a place again, or leaves it.
      await target.abort().catch(() => undefined);
      Reflect.deleteProperty(job, "target");
      job.next = 0;
      transfers.turn(fileId, "failed", toClientError(error).code);
    } finally {
      if (job.running === running) Reflect.deleteProperty(job, "running");
    }
  }

  function halt(job: Job): void {
    job.running?.abort(new DOMException("stopped", "AbortError"));
    Reflect.deleteProperty(job, "running");
  }

  return {
    async save(download) {
      const { fileId, name } = download.file;
      if (jobs.get(fileId)?.running !== undefined) return;
      const target = await saver.pick(name);
      if (target === undefined) return;
      await records.put(download, ports.now());
      void run(begin(download, target));
    },
    has: (key) => jobs.has(key),
    pause(key) {
      const job = jobs.get(key);
      if (job === undefined) return;
      halt(job);
      transfers.turn(key, "paused");
    },
    resume(key) {
      const job = jobs.get(key);
      if (job === undefined) return;
      if (job.target !== undefined) {
        void run(job);
        return;
      }
      void saver
        .pick(job.download.file.name)
        .then((target) => {
          if (target === undefined) return;
          job.target = target;
          void run(job);
        })
        .catch((error) => transfers.turn(key, "failed", toClientError(error).code));
    },
    cancel(key) {
      const job = jobs.get(key);
      if (job === undefined) return;
      halt(job);
      jobs.delete(key);
      transfers.drop(key);
      void job.target?.abort().catch(() => undefined);
      void records
        .delete(key)
        .then(() => ports.store.trim())
        .catch(() => undefined);
    },
    async load() {
      for (const download of await records.load()) {
        begin(download);
        transfers.progress(download.file.fileId, await ports.store.of(download.file.fileId));
      }
    },
    close() {
      for (const job of jobs.values()) {
        halt(job);
        void job.target?.abort().catch(() => undefined);
      }
    },
  };
}
