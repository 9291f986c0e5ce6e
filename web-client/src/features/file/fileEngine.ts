import type { StoreApi } from "zustand/vanilla";
import type { FileApi } from "../../api/files.ts";
import { ApiError } from "../../api/problem.ts";
import type { FilePorts } from "../../app/ports.ts";
import type { ClientErrorCode } from "../../app/result.ts";
import {
  type ChatId,
  type ClientId,
  fileCipher,
  fileLayout,
  type Random,
  type UnlockedAccount,
} from "../../protocol/index.ts";
import type { Database } from "../../vault/database.ts";
import { type KeptDownload, openDownloadDisk } from "../../vault/downloadDisk.ts";
import { type ChunkStore, createChunkStore } from "./chunkStore.ts";
import { createDownloads, type Downloads } from "./downloads.ts";
import { fetchObject } from "./fetchObject.ts";
import { createFileReader, type FileReader } from "./fileReader.ts";
import { createLender } from "./lender.ts";
import { type FileRef, type FileState, type Lent, OPENABLE_BYTES } from "./model.ts";
import { createObjectUrls } from "./objectUrls.ts";
import { createOpener } from "./opener.ts";
import type { Patience } from "./patience.ts";
import { createStreamedDownloads } from "./streamedDownloads.ts";
import type { Transfers } from "./transfers.ts";

/** What reading files works with. */
interface EnginePorts {
  readonly files: FilePorts;
  readonly fetch: typeof fetch;
  readonly locks: Pick<LockManager, "request">;
  readonly random: Random;
  readonly now: () => number;
}

interface EngineServices {
  readonly api: FileApi;
  readonly database: Database;
  readonly patience: Patience;
  readonly transfers: Transfers;
  readonly store: StoreApi<FileState>;
}

/** Files of messages: opened, saved, played, and kept for the next time. */
export interface FileEngine {
  readonly cache: ChunkStore;
  readonly downloads: Pick<Downloads, "has" | "pause" | "resume" | "cancel">;
  open(ref: FileRef): Promise<Lent>;
  save(ref: FileRef): Promise<void>;
  lend(ref: FileRef): Promise<Lent>;
  load(): Promise<void>;
  close(): void;
}

export function createFileEngine(
  { files, fetch, locks, random, now }: EnginePorts,
  { api, database, patience, transfers, store }: EngineServices,
  account: UnlockedAccount,
): FileEngine {
  const cache = createChunkStore(database, files.disk, now);
  const urls = createObjectUrls(api, now);
  const { saver, mediaWorker: worker } = files;

  async function reader(
    { chatId, messageId, file }: KeptDownload,
    waits: (problem: ClientErrorCode | undefined) => void = () => undefined,
  ): Promise<FileReader> {
    const path = { chatId, messageId, fileId: file.fileId };
    const ports = { fetch, url: (renew: boolean) => urls.of(path, renew) };
    return createFileReader(
      { store: cache, work: files.work, patience },
      {
        cipher: await fileCipher(file, fileLayout(file.size)),
        manifest: file.manifest,
        fetch: (range, signal) => fetchObject(ports, range, signal),
        waits,
      },
    );
  }

  const opener = createOpener({ reader: ({ file, ...ref }) => reader({ ...placeOf(ref), file }) });
  const lender = createLender({
    database,
    worker,
    urls,
    files: store,
    locks,
    random,
    progress: (url, bytes) => streamed.progress(url, bytes),
  });
  const streamed = createStreamedDownloads({ lender, saver, worker, transfers, files: store });
  const records = openDownloadDisk(database, random, account);
  const picked = createDownloads({ records, store: cache, transfers, saver, locks, now, reader });

  async function offer(ref: FileRef): Promise<void> {
    const { url, release } = await opener.open(ref);
    saver.offer(url, ref.file.name);
    // The browser reads it after this returns.
    setTimeout(release, RELEASE_LATER);
  }

  return {
    cache,
    downloads: {
      has: (key) => picked.has(key) || streamed.has(key),
      pause: picked.pause,
      resume: picked.resume,
      cancel(key) {
        if (picked.has(key)) picked.cancel(key);
        else streamed.cancel(key);
      },
    },
    open: opener.open,
    async save(ref) {
      const { file } = ref;
      if (file.kind === "inline") return offer(ref);
      const download = { ...placeOf(ref), file };
      // First of all, since a picker opens only as long as the click is fresh.
      if (saver.picks) return picked.save(download);
      if (await worker.ready()) return streamed.save(download);
      if (file.size > OPENABLE_BYTES) throw new ApiError("storage_unavailable");
      return offer(ref);
    },
    async lend(ref) {
      const { file } = ref;
      if (file.kind === "inline") return opener.open(ref);
      if (await worker.ready()) return lender.lend({ ...ref, file });
      return opener.open(ref);
    },
    async load() {
      await picked.load();
      await lender.sweep();
      await cache.trim();
      void worker.ready();
    },
    close() {
      opener.close();
      picked.close();
      streamed.close();
      lender.close();
    },
  };
}

const RELEASE_LATER = 60_000;

function placeOf({ chatId, messageId }: Pick<FileRef, "chatId" | "messageId">) {
  return { chatId: chatId as ChatId, messageId: messageId as ClientId };
}
