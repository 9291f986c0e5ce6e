import {
  type ClientId,
  openLocally,
  ProtocolError,
  type Random,
  sealLocally,
  type UnlockedAccount,
} from "../protocol/index.ts";
import type { Database, OutboxEntry } from "./database.ts";

/** An entry with its text. */
export interface OpenedEntry {
  readonly entry: OutboxEntry;
  readonly text: string;
}

/** The outbox on the disk, with the texts sealed. */
export interface OutboxDisk {
  load(): Promise<readonly OpenedEntry[]>;
  get(clientId: ClientId): Promise<OutboxEntry | undefined>;
  put(entry: Omit<OutboxEntry, "sealedText">, text: string): Promise<OutboxEntry>;
  /** Puts an entry in the place of another, unless that was taken out meanwhile. */
  replace(old: ClientId, entry: Omit<OutboxEntry, "sealedText">, text: string): Promise<boolean>;
  delete(clientId: ClientId): Promise<void>;
}

export function openOutboxDisk(
  database: Database,
  random: Random,
  account: UnlockedAccount,
): OutboxDisk {
  async function sealed(
    entry: Omit<OutboxEntry, "sealedText">,
    text: string,
  ): Promise<OutboxEntry> {
    return { ...entry, sealedText: await sealLocally(random, account, entry.clientId, text) };
  }

  return {
    // What does not open was sealed with keys of before: whoever replaced them has carried it over.
    async load() {
      const opened: OpenedEntry[] = [];
      for (const entry of await database.getAll("outbox")) {
        try {
          const text = await openLocally(account, entry.clientId, entry.sealedText);
          opened.push({ entry, text });
        } catch (error) {
          if (!(error instanceof ProtocolError)) throw error;
          await database.delete("outbox", entry.clientId);
        }
      }
      return opened;
    },
    get: (clientId) => database.get("outbox", clientId),
    async put(entry, text) {
      const whole = await sealed(entry, text);
      await database.put("outbox", whole);
      return whole;
    },
    async replace(old, entry, text) {
      const whole = await sealed(entry, text);
      const { store, done } = database.transaction("outbox", "readwrite");
      const there = (await store.getKey(old)) !== undefined;
      if (there) {
        await store.delete(old);
        await store.put(whole);
      }
      await done;
      return there;
    },
    delete: (clientId) => database.delete("outbox", clientId),
  };
}
