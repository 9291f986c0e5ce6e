import type { ClientId, FileId, FilesBody, Random, UnlockedAccount } from "../protocol/index.ts";
import { openBody, sealBody } from "./bodySeal.ts";
import type { Database, SendingRecord, UploadRecord } from "./database.ts";

/** A message whose files are uploaded, with what it says. */
export interface OpenedSending {
  readonly record: SendingRecord;
  readonly body: FilesBody;
}

/** Messages on their way into the outbox, and how far their files got. */
export interface SendingDisk {
  load(): Promise<readonly OpenedSending[]>;
  get(clientId: ClientId): Promise<OpenedSending | undefined>;
  /** Writes a message with the uploads of its files at once. */
  put(
    record: Omit<SendingRecord, "sealedBody">,
    body: FilesBody,
    uploads: readonly UploadRecord[],
  ): Promise<void>;
  /** Takes out a message and its uploads. */
  delete(clientId: ClientId): Promise<void>;
  upload(fileId: FileId): Promise<UploadRecord | undefined>;
  /** Writes how far an upload got, unless it was taken out. */
  putUpload(record: UploadRecord): Promise<void>;
  /** Takes out uploads whose message is gone, and answers the ids of the others. */
  sweep(): Promise<ReadonlySet<string>>;
}

export function openSendingDisk(
  database: Database,
  random: Random,
  account: UnlockedAccount,
): SendingDisk {
  async function opened(record: SendingRecord): Promise<OpenedSending | undefined> {
    const body = await openBody(account, nameOf(record.clientId), record.sealedBody);
    return body?.t === "files" ? { record, body } : undefined;
  }

  async function remove(clientId: ClientId): Promise<void> {
    const transaction = database.transaction(["sendings", "uploads"], "readwrite");
    const uploads = transaction.objectStore("uploads");
    await transaction.objectStore("sendings").delete(clientId);
    for (const upload of await uploads.getAll()) {
      if (upload.clientId === clientId) await uploads.delete(upload.fileId);
    }
    await transaction.done;
  }

  return {
    async load() {
      const all: OpenedSending[] = [];
      for (const record of await database.getAll("sendings")) {
        const one = await opened(record);
        // What does not open was sealed with keys of before: nobody can go on with it.
        if (one === undefined) await remove(record.clientId);
        else all.push(one);
      }
      return all;
    },
    async get(clientId) {
      const record = await database.get("sendings", clientId);
      return record === undefined ? undefined : opened(record);
    },
    async put(record, body, uploads) {
      const sealedBody = await sealBody(random, account, nameOf(record.clientId), body);
      const transaction = database.transaction(["sendings", "uploads"], "readwrite");
      await Promise.all([
        transaction.objectStore("sendings").put({ ...record, sealedBody }),
        ...uploads.map((upload) => transaction.objectStore("uploads").put(upload)),
        transaction.done,
      ]);
    },
    delete: remove,
    upload: (fileId) => database.get("uploads", fileId),
    async putUpload(record) {
      const { store, done } = database.transaction("uploads", "readwrite");
      if ((await store.getKey(record.fileId)) !== undefined) await store.put(record);
      await done;
    },
    async sweep() {
      const transaction = database.transaction(["sendings", "uploads"], "readwrite");
      const uploads = transaction.objectStore("uploads");
      const messages = new Set(await transaction.objectStore("sendings").getAllKeys());
      const left = new Set<string>();
      for (const { clientId, fileId } of await uploads.getAll()) {
        if (messages.has(clientId)) left.add(fileId);
        else await uploads.delete(fileId);
      }
      await transaction.done;
      return left;
    },
  };
}

function nameOf(clientId: ClientId): string {
  return `sending ${clientId}`;
}
