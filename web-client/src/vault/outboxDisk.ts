import type { ClientId, OutgoingBody, Random, UnlockedAccount } from "../protocol/index.ts";
import { openBody, sealBody } from "./bodySeal.ts";
import type { Database, OutboxEntry } from "./database.ts";

/** An entry with what it says. */
export interface OpenedEntry {
  readonly entry: OutboxEntry;
  readonly body: OutgoingBody;
}

/** The outbox on the disk, with what they say sealed. */
export interface OutboxDisk {
  load(): Promise<readonly OpenedEntry[]>;
  get(clientId: ClientId): Promise<OutboxEntry | undefined>;
  put(entry: Omit<OutboxEntry, "sealedBody">, body: OutgoingBody): Promise<OutboxEntry>;
  /** Puts an entry in the place of another, unless that was taken out meanwhile. */
  replace(
    old: ClientId,
    entry: Omit<OutboxEntry, "sealedBody">,
    body: OutgoingBody,
  ): Promise<boolean>;
  delete(clientId: ClientId): Promise<void>;
}

export function openOutboxDisk(
  database: Database,
  random: Random,
  account: UnlockedAccount,
): OutboxDisk {
  async function sealed(
    entry: Omit<OutboxEntry, "sealedBody">,
    body: OutgoingBody,
  ): Promise<OutboxEntry> {
    return { ...entry, sealedBody: await sealBody(random, account, entry.clientId, body) };
  }

  return {
    // What does not open was sealed with keys of before: whoever replaced them has carried it over.
    async load() {
      const opened: OpenedEntry[] = [];
      for (const entry of await database.getAll("outbox")) {
        const body = await openBody(account, entry.clientId, entry.sealedBody);
        if (body === undefined) await database.delete("outbox", entry.clientId);
        else opened.push({ entry, body });
      }
      return opened;
    },
    get: (clientId) => database.get("outbox", clientId),
    async put(entry, body) {
      const whole = await sealed(entry, body);
      // Its files are all stored: from here on the outbox has the message, and nobody else.
      const transaction = database.transaction(["outbox", "sendings"], "readwrite");
      await Promise.all([
        transaction.objectStore("outbox").put(whole),
        transaction.objectStore("sendings").delete(entry.clientId),
        transaction.done,
      ]);
      return whole;
    },
    async replace(old, entry, body) {
      const whole = await sealed(entry, body);
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
