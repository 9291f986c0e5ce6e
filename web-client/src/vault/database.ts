import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type {
  Bytes,
  ChatId,
  ClientId,
  FileCipher,
  FileId,
  Hash,
  SealedBlob,
  SealedMessage,
  SignedIdentity,
  UnlockedAccount,
} from "../protocol/index.ts";
import type { RevisionMarks } from "./marks.ts";

/** The account of this browser. `account` is there only if the person chose to stay unlocked. */
export interface KeptSession {
  readonly login: string;
  readonly userId: string;
  readonly userName: string;
  readonly avatar?: string;
  readonly account?: UnlockedAccount;
  readonly sealed?: SealedAccountBlobs;
  /** The highest `rev` of the state that this browser has seen. */
  readonly stateRev: number;
  /** The state with that `rev`, as it was sealed: only beside `account`. */
  readonly state?: SealedBlob;
}

/** What the server gave with the session and a change of credentials needs. */
export interface SealedAccountBlobs {
  readonly rev: number;
  readonly vault: SealedBlob;
  readonly passwordSlot: SealedBlob;
  readonly recoverySlot: SealedBlob;
}

/** A message that no server has acknowledged: the bytes to resend, and its body, sealed. */
export interface OutboxEntry {
  readonly clientId: ClientId;
  readonly chatId: ChatId;
  readonly message: SealedMessage;
  /** The newest number that the sender had seen when it first sent this. */
  readonly after: number;
  readonly sealedBody: Bytes;
  /** The body for the keys that a change in progress brings: whichever holds, the message stays. */
  readonly sealedForNext?: Bytes;
  readonly createdAt: number;
  readonly failed?: string;
}

/** Identities of a user that were accepted, in chains, oldest first. */
export interface KeptIdentities {
  readonly userId: string;
  readonly chains: readonly (readonly SignedIdentity[])[];
}

/** A message whose files are not all stored yet. */
export interface SendingRecord {
  readonly clientId: ClientId;
  readonly chatId: ChatId;
  readonly createdAt: number;
  /** The body, its manifests still zero, as `bodySeal.ts` seals it. */
  readonly sealedBody: Bytes;
  readonly failed?: string;
}

/** A stored file of such a message: how far its upload got. */
export interface UploadRecord {
  readonly fileId: FileId;
  readonly clientId: ClientId;
  /** When the file was last changed, milliseconds since 1970: another time makes it suspect. */
  readonly lastModified: number;
  /** Of sealed chunks, by index; there before the part is sent. */
  readonly digests: readonly (Hash | undefined)[];
  /** SHA-256 of the last part, once it is sealed. */
  readonly lastChecksum?: Hash;
  /** The store has all of it. */
  readonly complete: boolean;
  readonly paused: boolean;
  readonly handle?: FileSystemFileHandle;
}

/** A file that is being saved. */
export interface DownloadRecord {
  readonly fileId: FileId;
  readonly chatId: ChatId;
  readonly messageId: ClientId;
  /** The file's reference as a body of one file, sealed as above. */
  readonly sealedBody: Bytes;
  readonly startedAt: number;
}

/** A sealed chunk that the chunk store holds; the digest list of a file has index −1. */
export interface ChunkRecord {
  readonly fileId: string;
  readonly index: number;
  readonly bytes: number;
  readonly usedAt: number;
}

/** What the service worker answers an address with. The key cannot be read out. */
export interface MediaRecord {
  readonly id: string;
  /** The page that lent the address: gone with it. */
  readonly page: string;
  readonly chatId: ChatId;
  readonly messageId: ClientId;
  readonly cipher: FileCipher;
  readonly manifest: Hash;
  readonly type: string;
  /** To be saved under this name instead of played. */
  readonly saveAs?: string;
  /** Why it is not answered any more. */
  readonly refused?: string;
}

interface RenDatabase extends DBSchema {
  session: { key: "current"; value: KeptSession };
  outbox: { key: string; value: OutboxEntry };
  drafts: { key: string; value: Bytes };
  identities: { key: string; value: KeptIdentities };
  sendings: { key: string; value: SendingRecord };
  uploads: { key: string; value: UploadRecord };
  downloads: { key: string; value: DownloadRecord };
  chunks: { key: [string, number]; value: ChunkRecord; indexes: { usedAt: number } };
  media: { key: string; value: MediaRecord };
  preferences: { key: string; value: number };
  /** By `chat <id>` and `epochs <id>`, as `logDisk.ts` seals it. */
  kept: { key: string; value: Bytes };
  /** Entries of logs by chat and number, as `logDisk.ts` seals them. */
  keptEntries: { key: [string, number]; value: Bytes };
  /** That a log-out was begun, until the server has confirmed it. */
  pending: { key: "log_out"; value: true };
  /** By user id; never cleared, see `marks.ts`. */
  marks: { key: string; value: RevisionMarks };
}

export type Database = IDBPDatabase<RenDatabase>;

const NAME = "ren";
const VERSION = 5;
/** What ends with the account in this browser. */
const STORES = [
  "session",
  "outbox",
  "drafts",
  "identities",
  "sendings",
  "uploads",
  "downloads",
  "chunks",
  "media",
  "preferences",
  "kept",
  "keptEntries",
] as const;

/** Where messages are that no server has acknowledged, with how far their files got. */
const UNSENT: ReadonlySet<string> = new Set(["outbox", "sendings", "uploads"]);

/** What this browser keeps. Everything in it is sealed, public, or a key that cannot be read out. */
export function openDatabase(): Promise<Database> {
  return openDB<RenDatabase>(NAME, VERSION, {
    upgrade(database, from) {
      if (from < 1) {
        database.createObjectStore("session");
        database.createObjectStore("outbox", { keyPath: "clientId" });
        database.createObjectStore("drafts");
        database.createObjectStore("identities", { keyPath: "userId" });
      }
      if (from < 2) {
        database.createObjectStore("sendings", { keyPath: "clientId" });
        database.createObjectStore("uploads", { keyPath: "fileId" });
        database.createObjectStore("downloads", { keyPath: "fileId" });
        database
          .createObjectStore("chunks", { keyPath: ["fileId", "index"] })
          .createIndex("usedAt", "usedAt");
        database.createObjectStore("media", { keyPath: "id" });
        database.createObjectStore("preferences");
      }
      if (from < 3) {
        database.createObjectStore("kept");
        database.createObjectStore("keptEntries");
      }
      if (from < 4) {
        database.createObjectStore("marks");
      }
      if (from < 5) {
        database.createObjectStore("pending");
      }
    },
    // Another tab has a newer client: holding on would keep it from starting.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
}

/**
 * Forgets the account, but not who it was and what it had not sent: that is sealed, and opens once
 * the same person logs in again. Answers how many messages wait.
 */
export async function closeDatabase(database: Database): Promise<number> {
  const current = await database.get("session", "current");
  const unsent = (await database.count("outbox")) + (await database.count("sendings"));
  if (current === undefined || unsent === 0) {
    await clearDatabase(database);
    return 0;
  }
  const transaction = database.transaction(STORES, "readwrite");
  const { login, userId, userName, stateRev } = current;
  const store = transaction.objectStore("session");
  await Promise.all([
    ...STORES.filter((name) => !UNSENT.has(name)).map((name) =>
      transaction.objectStore(name).clear(),
    ),
    store.put({ login, userId, userName, stateRev }, "current"),
    transaction.done,
  ]);
  return unsent;
}

/** Forgets everything: at log-out, and when another account logs in. */
export async function clearDatabase(database: Database): Promise<void> {
  const transaction = database.transaction(STORES, "readwrite");
  await Promise.all([
    ...STORES.map((store) => transaction.objectStore(store).clear()),
    transaction.done,
  ]);
}
