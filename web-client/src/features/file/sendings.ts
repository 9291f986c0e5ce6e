import type { ClientErrorCode } from "../../app/result.ts";
import {
  type ChatId,
  type ClientId,
  type FileReference,
  type FilesBody,
  type Hash,
  manifestOf,
  type StoredFile,
  storedFiles,
} from "../../protocol/index.ts";
import type { SendingRecord, UploadRecord } from "../../vault/database.ts";
import type { SendingDisk } from "../../vault/sendingDisk.ts";
import type { Delivery } from "../message/model.ts";
import { fileItems } from "./fileItems.ts";
import { lastModifiedOf } from "./fileSource.ts";
import type { FileItem, FilesDraft } from "./model.ts";

/** An own message whose files are uploaded; once they are stored, the outbox has it. */
export interface Sending {
  readonly clientId: ClientId;
  readonly chatId: ChatId;
  readonly createdAt: number;
  readonly files: readonly FileItem[];
  readonly text?: string;
  readonly delivery: Delivery;
}

/** Such a message as the engine holds it. */
export interface Message {
  readonly record: Omit<SendingRecord, "sealedBody">;
  readonly body: FilesBody;
  /** By file id. */
  readonly uploads: Map<string, UploadRecord>;
  /** By file id: what the person chose in this page. */
  readonly blobs: Map<string, Blob>;
  problem?: ClientErrorCode;
}

/** What a row shows of it. */
export function sendingOf({ record, body, blobs, problem }: Message): Sending {
  const { clientId, chatId, createdAt } = record;
  return {
    clientId,
    chatId,
    createdAt,
    files: fileItems(chatId, clientId, body.files).map(({ ref: _, ...item }) => {
      const blob = blobs.get(item.key);
      return blob === undefined ? item : { ...item, blob };
    }),
    ...(body.text === undefined ? {} : { text: body.text }),
    delivery: problem === undefined ? { kind: "sending" } : { kind: "failed", code: problem },
  };
}

/** A message of files that begins. */
export function newMessage(
  record: Message["record"],
  body: FilesBody,
  { files: sources }: FilesDraft,
): Message {
  const message: Message = { record, body, uploads: new Map(), blobs: new Map() };
  body.files.forEach((file, place) => {
    const source = sources[place];
    if (file.kind === "inline" || source === undefined) return;
    const { blob, handle } = source;
    message.uploads.set(file.fileId, freshRecord(file, record.clientId, blob, handle));
    message.blobs.set(file.fileId, blob);
  });
  return message;
}

/** What this browser's disk has of messages that were begun in an earlier page. */
export async function keptMessages(records: SendingDisk): Promise<readonly Message[]> {
  const messages: Message[] = [];
  for (const { record, body } of await records.load()) {
    const message: Message = { record, body, uploads: new Map(), blobs: new Map() };
    for (const { fileId } of storedFiles(body.files)) {
      const upload = await records.upload(fileId);
      if (upload !== undefined) message.uploads.set(fileId, upload);
    }
    messages.push(message);
  }
  return messages;
}

/** The message with another file in the place of one, of which nothing is sealed yet. */
export function withFileReplaced(
  message: Message,
  file: StoredFile,
  next: StoredFile,
  now: Blob,
): Message {
  const { clientId } = message.record;
  const handle = message.uploads.get(file.fileId)?.handle;
  const files = message.body.files.map((one) => (one === file ? next : one));
  const renewed: Message = {
    ...message,
    body: { ...message.body, files },
    uploads: new Map(message.uploads).set(next.fileId, freshRecord(next, clientId, now, handle)),
    blobs: new Map(message.blobs).set(next.fileId, now),
  };
  renewed.uploads.delete(file.fileId);
  renewed.blobs.delete(file.fileId);
  return renewed;
}

/** What the message says, now that all of its files are sealed and stored. */
export async function finishedBody({ body, uploads }: Message): Promise<FilesBody> {
  const files: FileReference[] = [];
  for (const file of body.files) {
    const record = file.kind === "stored" ? uploads.get(file.fileId) : undefined;
    const stored = file.kind === "stored" && record !== undefined;
    files.push(stored ? { ...file, manifest: await manifestFrom(record) } : file);
  }
  return { ...body, files };
}

/** A stored file's manifest. */
function manifestFrom(record: UploadRecord): Promise<Hash> {
  const digests = record.digests.map((digest) => {
    if (digest === undefined) throw new RangeError("a chunk was not sealed");
    return digest;
  });
  return manifestOf(digests);
}

/** An upload that goes on with a file that the person has chosen again. */
export function providedRecord(
  { handle: _, ...record }: UploadRecord,
  chosen: Blob,
  handle?: FileSystemFileHandle,
): UploadRecord {
  return {
    ...record,
    lastModified: lastModifiedOf(chosen),
    paused: false,
    ...(handle === undefined ? {} : { handle }),
  };
}

/** An upload of which nothing is sealed yet. */
function freshRecord(
  { fileId }: StoredFile,
  clientId: ClientId,
  blob: Blob,
  handle?: FileSystemFileHandle,
): UploadRecord {
  return {
    fileId,
    clientId,
    lastModified: lastModifiedOf(blob),
    digests: [],
    complete: false,
    paused: false,
    ...(handle === undefined ? {} : { handle }),
  };
}
