import { parseEpoch } from "../src/protocol/epoch.ts";
import { wrapSecret } from "../src/protocol/epochSecret.ts";
import { verifyIdentity } from "../src/protocol/identity.ts";
import { secureRandom } from "../src/protocol/random.ts";
import { identityFromJson } from "../src/protocol/wire.ts";
import { type Entry, retell } from "./attacksOnLog.ts";
import type { Call, Json, Lie } from "./hostileServer.ts";

/** Tells a chat's epoch records in another way, in the list of epochs and in the log. */
function records(chatId: string, change: (record: Entry, call: Call) => Entry): Lie {
  const log = retell(chatId, (entries, call) =>
    entries.map((entry) => (entry.kind === "epoch" ? change(entry, call) : entry)),
  );
  return {
    answer(call, honest) {
      if (call.path !== `/chat/${chatId}/epochs`) return log.answer?.(call, honest);
      const epochs = (honest["epochs"] as Entry[]).map((record) => change(record, call));
      return { ...honest, epochs };
    },
  };
}

/** Adds somebody to the roster of every epoch. */
export const addMember = (chatId: string): Lie =>
  records(chatId, (entry) => {
    const record = Buffer.from(String(entry["record"]), "base64url");
    const count = record.length - 2 * 61 - 2;
    record.writeUInt16BE(3, count);
    const silent = Buffer.concat([Buffer.from([0, 26]), Buffer.from(`${"z".repeat(25)}y`)]);
    const more = Buffer.concat([record, silent, Buffer.alloc(32, 7), Buffer.from([1])]);
    return { ...entry, record: more.toString("base64url") };
  });

/** An epoch as its maker sent it. */
interface Proposal {
  readonly record: string;
  readonly signature: string;
  readonly wraps: readonly { readonly user_id: string; readonly wrap: string }[];
}

/** A second epoch with the number of another one, both by the hand of the same honest member. */
export interface Fork {
  /** Keeps the first renewal of the chat back; its maker makes another one, which goes through. */
  readonly keepBack: Lie;
  /** Shows the one that was kept back in the other's place. */
  readonly show: Lie;
}

/** Makes a fork of a chat at its epoch 1. */
export function fork(chatId: string): Fork {
  let kept: Proposal | undefined;
  return {
    keepBack: {
      instead({ method, path, body }) {
        if (kept !== undefined || method !== "POST" || path !== `/chat/${chatId}/epochs`) {
          return undefined;
        }
        kept = body as unknown as Proposal;
        return { status: 409, body: { code: "stale_epoch" } };
      },
    },
    show: records(chatId, (entry, { caller }) => {
      if (kept === undefined || entry["epoch"] !== 1) return entry;
      const { record, signature, wraps } = kept;
      const own = wraps.find(({ user_id }) => user_id === caller);
      const wrap = own === undefined || entry.kind === "epoch" ? {} : { wrap: own.wrap };
      return { ...entry, record, signature, ...wrap };
    }),
  };
}

/** Shows a chat as it was before its epoch 1. */
export function rollBack(chatId: string): Lie {
  const log = retell(chatId, (entries) => {
    const next = entries.findIndex((entry) => entry.kind === "epoch" && entry["epoch"] === 1);
    return entries.slice(0, next);
  });
  return {
    answer(call, honest) {
      if (call.path !== `/chat/${chatId}/epochs`) return log.answer?.(call, honest);
      return { epochs: (honest["epochs"] as Entry[]).filter((one) => one["epoch"] === 0) };
    },
  };
}

/** Wraps a secret of the server's own for the reader, in place of the one that the others have. */
export const otherSecret: Lie = {
  async answer({ path, caller, ask }, honest) {
    if (!path.endsWith("/epochs")) return undefined;
    const { identities } = await ask(`/user/${caller}/identity`);
    const reader = await verifyIdentity(identityFromJson((identities as Json[]).at(-1)));
    const secret = secureRandom(32);
    const epochs = (honest["epochs"] as Entry[]).map(async (entry) => {
      const { hash } = await parseEpoch(
        Uint8Array.from(Buffer.from(String(entry["record"]), "base64url")),
      );
      const wrap = Buffer.from(await wrapSecret(secret, hash, reader)).toString("base64url");
      return { ...entry, wrap };
    });
    return { ...honest, epochs: await Promise.all(epochs) };
  },
};

/** Serves the epochs of another chat of the reader. */
export const otherChatsEpochs = (chatId: string, otherChat: string): Lie => ({
  answer: async ({ path, ask }) =>
    path === `/chat/${chatId}/epochs` ? ask(`/chat/${otherChat}/epochs`) : undefined,
});
