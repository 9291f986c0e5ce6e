import {
  openLocally,
  ProtocolError,
  type Random,
  sealLocally,
  type UnlockedAccount,
} from "../protocol/index.ts";
import type { Database } from "./database.ts";

/**
 * What this browser keeps of chats between two visits: entries and epoch records as the server gave
 * them, so that they pass the same door to plaintext again, and what the list knew. All of it is
 * sealed once more; the names of chats and how many entries are kept of them are not hidden.
 */
export interface LogDisk {
  /** What {@link LogDisk.putChat} kept, by chat id. */
  chats(): Promise<ReadonlyMap<string, unknown>>;
  putChat(chatId: string, card: object): void;
  /** Epoch records from epoch 0 on. */
  epochs(chatId: string): Promise<readonly unknown[]>;
  putEpochs(chatId: string, records: readonly unknown[]): void;
  /** At most `limit` entries right below a number, or the newest ones; dense, oldest first. */
  entries(chatId: string, before: number | undefined, limit: number): Promise<readonly unknown[]>;
  /** Keeps entries that were verified; the oldest beyond {@link KEPT_ENTRIES} go. */
  putEntries(chatId: string, entries: ReadonlyMap<number, unknown>): void;
  /** Writes nothing more. */
  close(): void;
}

/** Newest entries that are kept of a chat. */
export const KEPT_ENTRIES = 200;

/** Where nothing may be left behind: the person did not choose to stay signed in. */
export const NO_LOG_DISK: LogDisk = {
  chats: async () => new Map(),
  putChat: () => undefined,
  epochs: async () => [],
  putEpochs: () => undefined,
  entries: async () => [],
  putEntries: () => undefined,
  close: () => undefined,
};

export function openLogDisk(database: Database, random: Random, account: UnlockedAccount): LogDisk {
  let closed = false;
  let writing: Promise<unknown> = Promise.resolve();

  // One after the other, so that a later value is never overtaken by an earlier one. A disk that
  // refuses costs what it would have kept: the server has it.
  function write(work: () => Promise<unknown>): void {
    writing = writing.then(() => (closed ? undefined : work())).catch(() => undefined);
  }

  const seal = (name: string, value: unknown) =>
    sealLocally(random, account, `kept ${name}`, JSON.stringify(value));

  /** What was sealed under a name, or nothing: it belongs to keys of before. */
  async function open(name: string, sealed: Uint8Array<ArrayBuffer>): Promise<unknown> {
    try {
      return JSON.parse(await openLocally(account, `kept ${name}`, sealed));
    } catch (error) {
      if (error instanceof ProtocolError) return undefined;
      throw error;
    }
  }

  function putNamed(name: string, value: unknown): void {
    write(async () => {
      const sealed = await seal(name, value);
      // Sealing takes a moment, and the account may have been closed in it.
      if (!closed) await database.put("kept", sealed, name);
    });
  }

  return {
    async chats() {
      const names = await database.getAllKeys("kept", IDBKeyRange.bound("chat ", "chat!"));
      const cards = await Promise.all(
        names.map(async (name) => {
          const sealed = await database.get("kept", name);
          const card = sealed === undefined ? undefined : await open(name, sealed);
          return card === undefined ? [] : [[name.slice("chat ".length), card] as const];
        }),
      );
      return new Map(cards.flat());
    },
    putChat: (chatId, card) => putNamed(`chat ${chatId}`, card),
    async epochs(chatId) {
      const name = `epochs ${chatId}`;
      const sealed = await database.get("kept", name);
      const records = sealed === undefined ? undefined : await open(name, sealed);
      return Array.isArray(records) ? records : [];
    },
    putEpochs: (chatId, records) => putNamed(`epochs ${chatId}`, records),
    async entries(chatId, before, limit) {
      const range = IDBKeyRange.bound(
        [chatId, before === undefined ? 0 : before - limit],
        [chatId, before ?? Number.MAX_SAFE_INTEGER],
        false,
        true,
      );
      const ids = (await database.getAllKeys("keptEntries", range)).map(([, id]) => id);
      const wanted = newestRun(ids, before, limit);
      const opened = await Promise.all(
        wanted.map(async (id) => {
          const sealed = await database.get("keptEntries", [chatId, id]);
          return sealed === undefined ? undefined : open(`${chatId} ${id}`, sealed);
        }),
      );
      return opened.slice(opened.lastIndexOf(undefined) + 1);
    },
    putEntries(chatId, entries) {
      write(async () => {
        const sealed = await Promise.all(
          [...entries].map(
            async ([id, entry]) => [id, await seal(`${chatId} ${id}`, entry)] as const,
          ),
        );
        if (closed) return;
        const { store, done } = database.transaction("keptEntries", "readwrite");
        const newest = Math.max(...entries.keys());
        const old = IDBKeyRange.bound([chatId], [chatId, newest - KEPT_ENTRIES]);
        await Promise.all([
          ...sealed.map(([id, bytes]) => store.put(bytes, [chatId, id])),
          store.delete(old),
          done,
        ]);
      });
    },
    close() {
      closed = true;
    },
  };
}

/** The newest of some ascending numbers without a hole, ending right below `before` if given. */
function newestRun(
  ids: readonly number[],
  before: number | undefined,
  limit: number,
): readonly number[] {
  let next = before === undefined ? ids.at(-1) : before - 1;
  let at = ids.length;
  while (at > 0 && ids.length - at < limit && ids[at - 1] === next) {
    at -= 1;
    next = (next ?? 0) - 1;
  }
  return ids.slice(at);
}

/** Forgets what was kept of chats. */
export async function clearLogDisk(database: Database): Promise<void> {
  await Promise.all([database.clear("kept"), database.clear("keptEntries")]);
}
