import { encodeIdentity, signIdentity } from "../src/protocol/identity.ts";
import { parseFingerprint, parseLogin, parseUserId } from "../src/protocol/ids.ts";
import { generateKeyPair, importSigningKey } from "../src/protocol/keyPair.ts";
import { identityToJson } from "../src/protocol/wire.ts";
import type { Attack } from "./hostileServer.ts";

type Json = Record<string, unknown>;
type Entry = Json & { readonly id: number; readonly kind: string };

/** Rewrites the entries of every page of a log. */
function pages(change: (entries: readonly Entry[], query: URLSearchParams) => Entry[]): Attack {
  return (path, answer, query) => {
    if (!path.endsWith("/messages")) return undefined;
    const entries = change(answer["entries"] as readonly Entry[], query);
    return { ...answer, entries };
  };
}

function flipped(base64url: unknown): string {
  const bytes = Buffer.from(String(base64url), "base64url");
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  return bytes.toString("base64url");
}

/** Changes one bit of a message. */
export const edit = (id: number): Attack =>
  pages((entries) =>
    entries.map((entry) =>
      entry.id === id ? { ...entry, ciphertext: flipped(entry["ciphertext"]) } : entry,
    ),
  );

/** Lets two messages change places. */
export const reorder = (one: number, other: number): Attack =>
  pages((entries) =>
    entries
      .map((entry) => {
        if (entry.id === one) return { ...entry, id: other };
        return entry.id === other ? { ...entry, id: one } : entry;
      })
      .sort((a, b) => a.id - b.id),
  );

/** Leaves a message out. */
export const drop = (id: number): Attack =>
  pages((entries) => entries.filter((entry) => entry.id !== id));

/** Tells a message again, as if it had been sent once more. */
export const replay = (id: number, head: number): Attack => {
  return (path, answer, query) => {
    if (!path.endsWith("/messages")) return undefined;
    const entries = answer["entries"] as readonly Entry[];
    const copied = entries.find((entry) => entry.id === id);
    const atEnd = Number(query.get("after") ?? -1) <= head && query.get("before") === null;
    if (copied === undefined || !atEnd) return undefined;
    return { ...answer, entries: [...entries, { ...copied, id: head + 1 }], head: head + 1 };
  };
};

/** Adds somebody to the roster of every epoch. */
export const addMember: Attack = (path, answer) => {
  const add = (entry: Entry): Entry => {
    const record = Buffer.from(String(entry["record"]), "base64url");
    const count = record.length - 2 * 61 - 2;
    record.writeUInt16BE(3, count);
    const silent = Buffer.concat([Buffer.from([0, 26]), Buffer.from("z".repeat(26))]);
    const more = Buffer.concat([record, silent, Buffer.alloc(32, 7), Buffer.from([1])]);
    return { ...entry, record: more.toString("base64url") };
  };
  if (path.endsWith("/epochs")) {
    return { ...answer, epochs: (answer["epochs"] as Entry[]).map(add) };
  }
  if (!path.endsWith("/messages")) return undefined;
  const entries = (answer["entries"] as Entry[]).map((entry) =>
    entry.kind === "epoch" ? add(entry) : entry,
  );
  return { ...answer, entries };
};

/** Asks for another cost of the password's derivation. */
export const cost =
  (memoryKib: number): Attack =>
  (path, answer) =>
    path === "/login/parameters"
      ? { ...answer, kdf: { ...(answer["kdf"] as Json), memory_kib: memoryKib } }
      : undefined;

/** Gives another account's vault. */
export const foreignVault =
  (vault: unknown): Attack =>
  (path, answer) =>
    path === "/login" ? { ...answer, vault } : undefined;

/** Shows keys of the server's own as a person's, properly signed by themselves. */
export async function swapKeys(userId: string, login: string): Promise<Attack> {
  const [encryption, signing] = [await generateKeyPair(), await generateKeyPair()];
  const record = encodeIdentity({
    userId: parseUserId(userId),
    login: parseLogin(login),
    generation: 0,
    previous: parseFingerprint(Buffer.alloc(32).toString("base64url")),
    encryptionPoint: encryption.point,
    signingPoint: signing.point,
  });
  const signed = await signIdentity(record, await importSigningKey(signing));
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", record)).toString("base64url");
  return (path, answer) => {
    if (path === `/user/${userId}/identity`) {
      return { ...answer, identities: [identityToJson(signed)] };
    }
    if (path !== "/user/chats") return undefined;
    const chats = (answer["chats"] as (Json & { companion: Json })[]).map((chat) =>
      chat.companion["user_id"] === userId
        ? { ...chat, companion: { ...chat.companion, fingerprint: digest } }
        : chat,
    );
    return { ...answer, chats };
  };
}
