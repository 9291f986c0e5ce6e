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
  /** What waits, and how many entries were lost: keys that were replaced elsewhere open none. */
  load(): Promise<{ readonly entries: readonly OpenedEntry[]; readonly lost: number }>;
  /** Seals all of it for the keys that come next, too: before they come, so that a kill costs none. */
  sealForNext(next: UnlockedAccount): Promise<void>;
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

  /** An entry that was sealed for keys which have come meanwhile is one of theirs from now on. */
  async function current(stored: OutboxEntry): Promise<OutboxEntry> {
    const { sealedForNext, ...entry } = stored;
    if (sealedForNext === undefined) return stored;
    if ((await openBody(account, entry.clientId, sealedForNext)) === undefined) return stored;
    const next = { ...entry, sealedBody: sealedForNext };
    await database.put("outbox", next);
    return next;
  }

  return {
    async load() {
      const opened: OpenedEntry[] = [];
      let lost = 0;
      for (const stored of await database.getAll("outbox")) {
        const entry = await current(stored);
        const body = await openBody(account, entry.clientId, entry.sealedBody);
        if (body !== undefined) opened.push({ entry, body });
        else {
          lost += 1;
          await database.delete("outbox", entry.clientId);
        }
      }
      return { entries: opened, lost };
    },
    async sealForNext(next) {
      for (const entry of await database.getAll("outbox")) {
        const body = await openBody(account, entry.clientId, entry.sealedBody);
        if (body === undefined) continue;
        const sealedForNext = await sealBody(random, next, entry.clientId, body);
        const { store, done } = database.transaction("outbox", "readwrite");
        // It may have been sent while it was sealed.
        const there = await store.get(entry.clientId);
        if (there !== undefined) await store.put({ ...there, sealedForNext });
        await done;
      }
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
