import type { Call, Json, Lie } from "./hostileServer.ts";

export type Entry = Json & { readonly id: number; readonly kind: string };

/** Rewrites the entries of every page of a log. */
function pages(change: (entries: readonly Entry[], call: Call) => Entry[] | Promise<Entry[]>): Lie {
  return {
    async answer(call, honest) {
      if (!call.path.endsWith("/messages")) return undefined;
      return { ...honest, entries: await change(honest["entries"] as readonly Entry[], call) };
    },
  };
}

function flipped(base64url: unknown): string {
  const bytes = Buffer.from(String(base64url), "base64url");
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  return bytes.toString("base64url");
}

/** Changes one bit of a message. */
export const edit = (id: number): Lie =>
  pages((entries) =>
    entries.map((entry) =>
      entry.id === id ? { ...entry, ciphertext: flipped(entry["ciphertext"]) } : entry,
    ),
  );

/** Lets two messages change places. */
export const reorder = (one: number, other: number): Lie =>
  pages((entries) =>
    entries
      .map((entry) => {
        if (entry.id === one) return { ...entry, id: other };
        return entry.id === other ? { ...entry, id: one } : entry;
      })
      .sort((a, b) => a.id - b.id),
  );

/** Leaves a message out. */
export const drop = (id: number): Lie =>
  pages((entries) => entries.filter((entry) => entry.id !== id));

/** Tells a message again, as if it had been sent once more. */
export const replay = (id: number, head: number): Lie => ({
  answer({ path, query }, honest) {
    if (!path.endsWith("/messages")) return undefined;
    const entries = honest["entries"] as readonly Entry[];
    const copied = entries.find((entry) => entry.id === id);
    const atEnd = Number(query.get("after") ?? -1) <= head && query.get("before") === null;
    if (copied === undefined || !atEnd) return undefined;
    return { ...honest, entries: [...entries, { ...copied, id: head + 1 }], head: head + 1 };
  },
});

/** Puts a message of another chat of the same sender in a message's place. */
export const transplant = (id: number, otherChat: string, otherId: number): Lie =>
  pages(async (entries, { ask }) => {
    const theirs = (await ask(`/chat/${otherChat}/messages`))["entries"] as readonly Entry[];
    const moved = theirs.find((entry) => entry.id === otherId);
    return entries.map((entry) => (entry.id === id ? { ...entry, ...moved, id } : entry));
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
