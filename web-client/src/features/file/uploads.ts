import type { FilePath } from "../../api/files.ts";
import { toClientError } from "../../api/problem.ts";
import type { ClientErrorCode } from "../../app/result.ts";
import {
  type ChatId,
  fileCipher,
  fileLayout,
  type Hash,
  ProtocolError,
  type StoredFile,
  storedFiles,
} from "../../protocol/index.ts";
import type { UploadRecord } from "../../vault/database.ts";
import type { SendingDisk } from "../../vault/sendingDisk.ts";
import { FileChanged, fileOf, isUnreadable, NeedsFile, NeedsLeave } from "./fileSource.ts";
import { createLimiter } from "./limiter.ts";
import type { Message } from "./sendings.ts";
import type { Transfers } from "./transfers.ts";
import { stagePart, type UploadJob, type UploadServices, uploadParts } from "./uploadParts.ts";

/** What the uploads of files work with. */
export interface FileUploadPorts extends UploadServices {
  readonly records: SendingDisk;
  readonly transfers: Transfers;
  readonly locks: Pick<LockManager, "request">;
  /** All of a file is stored. */
  stored(message: Message): void;
  /** The file is another one now: it is sent anew, under another key. */
  replaced(message: Message, file: StoredFile, now: Blob): Promise<void>;
  /** It failed for good, or goes on. */
  problem(message: Message, code: ClientErrorCode | undefined): void;
  /** Another tab has finished or taken back the message. */
  gone(message: Message): void;
}

/** The uploads that run in this tab: each file under a lock of its own, so in one tab at a time. */
export interface FileUploads {
  start(message: Message, file: StoredFile): void;
  /** Ends it here; what is there stays. Answers once nothing runs any more. */
  stop(fileId: string): Promise<void>;
  /** Seals a whole file onto the disk, so that it is not needed again. */
  stageAll(message: Message, file: StoredFile): Promise<void>;
  /** Refuses with `file_changed` unless a file is, chunk for chunk, the one that was begun with. */
  verify(message: Message, file: StoredFile, chosen: Blob): Promise<void>;
}

interface Running {
  readonly end: AbortController;
  readonly over: Promise<void>;
  /** Whether it is this tab's turn: until then nothing is to be waited for. */
  held: boolean;
}

/** Files at once; their parts go side by side as well. */
const FILES = 2;

export function createFileUploads(ports: FileUploadPorts): FileUploads {
  const running = new Map<string, Running>();
  const places = createLimiter(FILES);

  async function jobOf(message: Message, file: StoredFile): Promise<UploadJob> {
    const { fileId } = file;
    const record = recordOf(message, file);
    const cipher = await fileCipher(file, fileLayout(file.size));
    const job: UploadJob = {
      path: pathOf(message, file),
      cipher,
      digests: [...record.digests],
      lastChecksum: record.lastChecksum,
      async source() {
        const there = message.blobs.get(fileId);
        if (there !== undefined) return there;
        const found = await fileOf(record, file.size, false);
        message.blobs.set(fileId, found);
        return found;
      },
      async record() {
        await remember(message, file, job);
        ports.transfers.turn(fileId, "running");
      },
      progress: (bytes) => ports.transfers.progress(fileId, bytes),
      waits: (problem) =>
        ports.transfers.turn(fileId, problem === undefined ? "running" : "waiting", problem),
    };
    return job;
  }

  async function remember(
    message: Message,
    file: StoredFile,
    job: Pick<UploadJob, "digests" | "lastChecksum">,
    complete = false,
  ): Promise<void> {
    const { digests, lastChecksum } = job;
    const { count } = fileLayout(file.size);
    const record: UploadRecord = {
      ...recordOf(message, file),
      digests: Array.from({ length: count }, (_, i) => digests[i]),
      complete,
      ...(lastChecksum === undefined ? {} : { lastChecksum }),
    };
    message.uploads.set(file.fileId, record);
    await ports.records.putUpload(record);
  }

  async function run(message: Message, file: StoredFile, signal: AbortSignal): Promise<void> {
    // What another tab did meanwhile is on the disk only.
    const record = await ports.records.upload(file.fileId);
    if (record === undefined) {
      ports.gone(message);
      return;
    }
    message.uploads.set(file.fileId, record);
    if (!record.complete) {
      await places.take(signal);
      try {
        const job = await jobOf(message, file);
        ports.transfers.turn(file.fileId, !job.digests.some(isKnown) ? "sealing" : "running");
        await uploadParts(ports, job, signal);
        await remember(message, file, job, true);
        await ports.disk.remove("staged", file.fileId);
      } finally {
        places.give();
      }
    }
    ports.transfers.finish(file.fileId);
    ports.stored(message);
  }

  async function failed(message: Message, file: StoredFile, error: unknown): Promise<void> {
    const { fileId } = file;
    const changed = error instanceof FileChanged || isFileChanged(error);
    if (changed) {
      const now = error instanceof FileChanged ? error.now : message.blobs.get(fileId);
      if (now !== undefined) {
        await ports.replaced(message, file, now);
        return;
      }
    }
    if (error instanceof NeedsLeave) {
      // Going on is the click that it takes; without leave then, the file is chosen again.
      ports.transfers.turn(fileId, "paused");
      return;
    }
    if (error instanceof NeedsFile || isUnreadable(error)) {
      message.blobs.delete(fileId);
      const problem = error instanceof NeedsFile ? undefined : "file_unreadable";
      ports.transfers.turn(fileId, "needs_file", problem);
      return;
    }
    const { code } = toClientError(error);
    ports.transfers.turn(fileId, "failed", code);
    ports.problem(message, code);
  }

  return {
    start(message, file) {
      const { fileId } = file;
      if (running.has(fileId)) return;
      const end = new AbortController();
      ports.transfers.turn(fileId, "waiting");
      const work = async (): Promise<void> => {
        try {
          await ports.locks.request(lockOf(fileId), async () => {
            if (end.signal.aborted) return;
            one.held = true;
            await run(message, file, end.signal);
          });
          release();
        } catch (error) {
          release();
          if (!end.signal.aborted) await failed(message, file, error);
        }
      };
      const release = (): void => {
        if (running.get(fileId) === one) running.delete(fileId);
      };
      const one: Running = { end, held: false, over: Promise.resolve().then(work) };
      running.set(fileId, one);
    },
    async stop(fileId) {
      const one = running.get(fileId);
      if (one === undefined) return;
      one.end.abort(new DOMException("stopped", "AbortError"));
      running.delete(fileId);
      if (one.held) await one.over;
    },
    async stageAll(message, file) {
      const job = await jobOf(message, file);
      const { count } = job.cipher.layout;
      await ports.locks.request(lockOf(file.fileId), async () => {
        for (let index = 0; index < count; index++) await stagePart(ports, job, index);
        await remember(message, file, job);
      });
    },
    async verify(message, file, chosen) {
      const { digests, ...job } = await jobOf(message, file);
      for (const [index, digest] of digests.entries()) {
        if (digest === undefined) continue;
        await ports.disk.remove("staged", file.fileId, `${index}`);
        await stagePart(ports, { ...job, digests, source: async () => chosen }, index);
        await ports.disk.remove("staged", file.fileId, `${index}`);
      }
    },
  };
}

/** Whether all files of a message are stored. */
export function isStored({ uploads }: Message): boolean {
  return [...uploads.values()].every(({ complete }) => complete);
}

/** The stored file of a message with this id. */
export function storedFileOf({ body }: Message, fileId: string): StoredFile | undefined {
  return storedFiles(body.files).find((file) => file.fileId === fileId);
}

export function pathOf({ record }: Message, { fileId }: StoredFile): FilePath {
  return { chatId: record.chatId as ChatId, messageId: record.clientId, fileId };
}

function recordOf(message: Message, { fileId }: StoredFile): UploadRecord {
  const record = message.uploads.get(fileId);
  if (record === undefined) throw new RangeError("not an upload of this message");
  return record;
}

function lockOf(fileId: string): string {
  return `ren-upload-${fileId}`;
}

function isKnown(digest: Hash | undefined): boolean {
  return digest !== undefined;
}

function isFileChanged(error: unknown): boolean {
  return error instanceof ProtocolError && error.code === "file_changed";
}
