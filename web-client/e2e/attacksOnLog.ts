import type { Call, Json, Lie } from "./hostileServer.ts";

export type Entry = Json & { readonly id: number; readonly kind: string };

/** A log as a lie tells it, from the whole honest one. */
export type Retell = (log: readonly Entry[], call: Call) => Entry[] | Promise<Entry[]>;

/** Tells a chat's log in another way, the same on every page and in the list of chats. */
export function retell(chatId: string, change: Retell): Lie {
  const path = `/chat/${chatId}/messages`;
  const told = async (call: Call) =>
    change((await call.ask(`${path}?after=-1`))["entries"] as readonly Entry[], call);
  return {
    async answer(call, honest) {
      if (call.path === path) {
        const log = await told(call);
        return { ...honest, entries: page(log, call.query), head: log.at(-1)?.id };
      }
      if (call.path !== "/user/chats") return undefined;
      const last = (await told(call)).at(-1);
      const chats = (honest["chats"] as Json[]).map((chat) =>
        chat["chat_id"] === chatId ? { ...chat, head: last?.id, last } : chat,
      );
      return { ...honest, chats };
    },
  };
}

function page(log: readonly Entry[], query: URLSearchParams): readonly Entry[] {
  const limit = Number(query.get("limit") ?? 50);
  const after = query.get("after");
  if (after !== null) return log.filter(({ id }) => id > Number(after)).slice(0, limit);
  const before = Number(query.get("before") ?? Number.MAX_SAFE_INTEGER);
  return log.filter(({ id }) => id < before).slice(-limit);
}

function flipped(base64url: unknown): string {
  const bytes = Buffer.from(String(base64url), "base64url");
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  return bytes.toString("base64url");
}

/** Changes one bit of a message. */
export const edit = (chatId: string, id: number): Lie =>
  retell(chatId, (log) =>
    log.map((entry) =>
      entry.id === id ? { ...entry, ciphertext: flipped(entry["ciphertext"]) } : entry,
    ),
  );

/** Lets two messages change places. */
export const reorder = (chatId: string, one: number, other: number): Lie =>
  retell(chatId, (log) =>
    log
      .map((entry) => {
        if (entry.id === one) return { ...entry, id: other };
        return entry.id === other ? { ...entry, id: one } : entry;
      })
      .sort((a, b) => a.id - b.id),
  );

/** Leaves a message out. */
export const drop = (chatId: string, id: number): Lie =>
  retell(chatId, (log) => log.filter((entry) => entry.id !== id));

/** Leaves out a message and all that follow it. */
export const withhold = (chatId: string, from: number): Lie =>
  retell(chatId, (log) => log.filter(({ id }) => id < from));

/** Tells a message again at the end, as if it had been sent once more. */
export const replay = (chatId: string, id: number): Lie =>
  retell(chatId, (log) => {
    const copied = log.filter((entry) => entry.id === id);
    return [...log, ...copied.map((entry) => ({ ...entry, id: log.length }))];
  });

/** Puts a message of another chat of the same sender in a message's place. */
export const transplant = (chatId: string, id: number, otherChat: string, otherId: number): Lie =>
  retell(chatId, async (log, { ask }) => {
    const theirs = (await ask(`/chat/${otherChat}/messages`))["entries"] as readonly Entry[];
    const moved = theirs.find((entry) => entry.id === otherId);
    return log.map((entry) => (entry.id === id ? { ...entry, ...moved, id } : entry));
  });

/** Changes one bit of every message that is pushed. */
export const editPushed: Lie = {
  push(event) {
    if (event["type"] !== "new_message") return undefined;
    const entry = event["entry"] as Entry;
    return { ...event, entry: { ...entry, ciphertext: flipped(entry["ciphertext"]) } };
  },
};

/** Pushes an earlier message instead of every new one. */
export function replayPushed(): Lie {
  let first: Entry | undefined;
  return {
    push(event) {
      if (event["type"] !== "new_message") return undefined;
      const entry = event["entry"] as Entry;
      first ??= entry;
      return first.id === entry.id ? undefined : { ...event, entry: { ...first, id: entry.id } };
    },
  };
}
