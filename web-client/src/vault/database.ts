import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type {
  Bytes,
  ChatId,
  ClientId,
  SealedBlob,
  SealedMessage,
  SignedIdentity,
  UnlockedAccount,
} from "../protocol/index.ts";

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
}

/** What the server gave with the session and a change of credentials needs. */
export interface SealedAccountBlobs {
  readonly rev: number;
  readonly vault: SealedBlob;
  readonly passwordSlot: SealedBlob;
  readonly recoverySlot: SealedBlob;
}

/** A message that no server has acknowledged: the bytes to resend, and its text, sealed. */
export interface OutboxEntry {
  readonly clientId: ClientId;
  readonly chatId: ChatId;
  readonly message: SealedMessage;
  /** The newest number that the sender had seen when it first sent this. */
  readonly after: number;
  readonly sealedText: Bytes;
  readonly createdAt: number;
  readonly failed?: string;
}

/** Identities of a user that were accepted, in chains, oldest first. */
export interface KeptIdentities {
  readonly userId: string;
  readonly chains: readonly (readonly SignedIdentity[])[];
}

interface RenDatabase extends DBSchema {
  session: { key: "current"; value: KeptSession };
  outbox: { key: string; value: OutboxEntry };
  drafts: { key: string; value: Bytes };
  identities: { key: string; value: KeptIdentities };
}

export type Database = IDBPDatabase<RenDatabase>;

const NAME = "ren";
const VERSION = 1;

/** What this browser keeps. Everything in it is sealed, public, or a key that cannot be read out. */
export function openDatabase(): Promise<Database> {
  return openDB<RenDatabase>(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore("session");
      database.createObjectStore("outbox", { keyPath: "clientId" });
      database.createObjectStore("drafts");
      database.createObjectStore("identities", { keyPath: "userId" });
    },
  });
}

/** Forgets everything: at log-out, and when another account logs in. */
export async function clearDatabase(database: Database): Promise<void> {
  const transaction = database.transaction(
    ["session", "outbox", "drafts", "identities"],
    "readwrite",
  );
  await Promise.all([
    transaction.objectStore("session").clear(),
    transaction.objectStore("outbox").clear(),
    transaction.objectStore("drafts").clear(),
    transaction.objectStore("identities").clear(),
    transaction.done,
  ]);
}
