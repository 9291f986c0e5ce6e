import { createChunkStore } from "../features/file/chunkStore.ts";
import { chunkWork } from "../features/file/chunkWork.ts";
import type { Disk } from "../features/file/disk.ts";
import { fetchObject } from "../features/file/fetchObject.ts";
import {
  createFileReader,
  type FileReader,
  type ReaderServices,
  type ReadJob,
} from "../features/file/fileReader.ts";
import { type MediaPorts, mediaResponse } from "../features/file/mediaResponse.ts";
import { openedChunks } from "../features/file/openedChunks.ts";
import type { Patience } from "../features/file/patience.ts";
import type { Database, MediaRecord } from "../vault/database.ts";
import { createPages, type Pages } from "./pages.ts";
import type { WorkerClients } from "./scope.ts";

/** What answering needs of a service worker; tests bring their own. */
export interface AnswerPorts {
  readonly clients: WorkerClients;
  readonly disk: Disk;
  readonly fetch: typeof fetch;
  readonly patience: Patience;
  database(): Promise<Database>;
  now(): number;
}

/** Answers requests for media addresses. */
export type AnswerMedia = (id: string, request: Request) => Promise<Response>;

/** What it holds while it lives; a killed worker begins anew with what the disk has. */
interface Living {
  readonly database: Database;
  readonly reader: (record: MediaRecord) => FileReader;
}

/** Progress of a file that is saved is told this often at most, milliseconds. */
const TELL_EVERY = 250;

export function answerMedia(ports: AnswerPorts): AnswerMedia {
  const opened = openedChunks();
  const pages = createPages(ports.clients);
  let living: Promise<Living> | undefined;

  function forget(): void {
    living = undefined;
    opened.clear();
  }

  async function begin(): Promise<Living> {
    const database = await ports.database();
    // A newer version of the client closes it for its upgrade: the next request opens it anew.
    database.addEventListener("close", forget);
    database.addEventListener("versionchange", forget);
    const services: ReaderServices = {
      store: createChunkStore(database, ports.disk, ports.now),
      work: chunkWork(ports.disk),
      patience: ports.patience,
      keepsLater: true,
    };
    const reader = (record: MediaRecord): FileReader =>
      opened.around(record.id, createFileReader(services, readJob(ports.fetch, pages, record)));
    return { database, reader };
  }

  return async (id, request) => {
    if (request.method !== "GET") return new Response(null, { status: 405 });
    living ??= begin();
    living.catch(forget);
    const { database, reader } = await living;
    let told = 0;
    const media: MediaPorts = {
      record: (wanted) => database.get("media", wanted),
      reader,
      async refuse(record, code) {
        await database.put("media", { ...record, refused: code });
        await pages.say({ type: "media_problem", id: record.id, code });
      },
      progress(record, bytes) {
        const over = bytes === record.cipher.layout.size;
        if (record.saveAs === undefined || (!over && ports.now() - told < TELL_EVERY)) return;
        told = ports.now();
        void pages.say({ type: "media_progress", id: record.id, bytes });
      },
    };
    return mediaResponse(media, id, request.headers.get("range"));
  };
}

function readJob(fetch: AnswerPorts["fetch"], pages: Pages, record: MediaRecord): ReadJob {
  const { chatId, messageId, cipher, manifest } = record;
  const path = { chatId, messageId, fileId: cipher.fileId };
  const ports = { fetch, url: (renew: boolean) => pages.urlOf(path, renew) };
  return { cipher, manifest, fetch: (range, signal) => fetchObject(ports, range, signal) };
}
