import { fromBase32, RFC_4648_LOWER, toBase32 } from "./base32.ts";
import { fromBase64urlOf, toBase64url } from "./base64url.ts";
import { type Bytes, MAX_U64 } from "./bytes.ts";
import { refuse } from "./errors.ts";
import type { Random } from "./random.ts";

declare const brand: unique symbol;
type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };

/** 16 random bytes in lower-case base32: 26 characters, compared bytewise. */
export type UserId = Brand<string, "UserId">;
/** A 1:1: lower user id, `.`, higher user id. A group: `g.` and 26 characters. */
export type ChatId = Brand<string, "ChatId">;
/** The public, unchangeable name: `[a-z0-9_]{3,32}`. */
export type Login = Brand<string, "Login">;
/** The idempotency key of a message: 16 bytes as base64url. */
export type ClientId = Brand<string, "ClientId">;
/** 16 random bytes as base64url: names an uploaded file, and is bound to every chunk of it. */
export type FileId = Brand<string, "FileId">;
/** Number of an epoch within its chat, from 0; a `u32`. */
export type EpochNumber = Brand<number, "EpochNumber">;
/** Number of an entry within a chat's log, from 0; at most 2^53 − 1. */
export type LogNumber = Brand<number, "LogNumber">;
/** SHA-256 of an identity record, as base64url. */
export type Fingerprint = Brand<string, "Fingerprint">;
/** SHA-256 of an epoch record or of a signed message, or a commitment, as base64url. */
export type Hash = Brand<string, "Hash">;
/** A password's auth key as base64url: the only thing of a password that a server gets. */
export type AuthKey = Brand<string, "AuthKey">;

export type ChatKind = "direct" | "group";

const HASH = 32;
const ID = 16;
const ID_CHARACTERS = 26;
const GROUP_PREFIX = "g.";

/** Reads a user id; `malformed` unless it is the one text of 16 bytes. */
export function parseUserId(text: string): UserId {
  if (text.length !== ID_CHARACTERS || fromBase32(text, RFC_4648_LOWER).length !== ID) {
    refuse("malformed", "not a user id");
  }
  return text as UserId;
}

/** Reads a chat id of either kind; a 1:1 with oneself or in the wrong order is `malformed`. */
export function parseChatId(text: string): ChatId {
  if (text.startsWith(GROUP_PREFIX)) {
    parseUserId(text.slice(GROUP_PREFIX.length));
    return text as ChatId;
  }
  const [lower = "", higher = "", ...more] = text.split(".");
  if (more.length > 0 || parseUserId(lower) >= parseUserId(higher)) {
    refuse("malformed", "not a chat id");
  }
  return text as ChatId;
}

/** The id of the 1:1 of two users. */
export function directChatId(one: UserId, other: UserId): ChatId {
  return parseChatId(one < other ? `${one}.${other}` : `${other}.${one}`);
}

/** A new group's id. */
export function newGroupId(random: Random): ChatId {
  return parseChatId(GROUP_PREFIX + toBase32(random(ID), RFC_4648_LOWER));
}

/** Which of the two kinds of chat an id names. */
export function kindOf(chat: ChatId): ChatKind {
  return chat.startsWith(GROUP_PREFIX) ? "group" : "direct";
}

/** The two users of a 1:1, lower first; undefined for a group. */
export function directMembers(chat: ChatId): readonly [UserId, UserId] | undefined {
  if (kindOf(chat) === "group") {
    return undefined;
  }
  const [lower = "", higher = ""] = chat.split(".");
  return [lower as UserId, higher as UserId];
}

/** The other user of a 1:1. */
export function companionOf(chat: ChatId, self: UserId): UserId {
  const members = directMembers(chat);
  if (members === undefined || !members.includes(self)) {
    return refuse("epoch_refused", "not a 1:1 of this user");
  }
  return members[0] === self ? members[1] : members[0];
}

/** Reads a login. */
export function parseLogin(text: string): Login {
  return /^[a-z0-9_]{3,32}$/.test(text) ? (text as Login) : refuse("malformed", "not a login");
}

/** What a person typed as a login: lower-cased, as all logins are. */
export function loginFromTyped(typed: string): Login {
  return parseLogin(typed.trim().toLowerCase());
}

/** Reads a client id. */
export function parseClientId(text: string): ClientId {
  fromBase64urlOf(text, ID);
  return text as ClientId;
}

/** A new client id. */
export function newClientId(random: Random): ClientId {
  return toBase64url(random(ID)) as ClientId;
}

/** Reads a file id. */
export function parseFileId(text: string): FileId {
  fromBase64urlOf(text, ID);
  return text as FileId;
}

/** A new file id. */
export function newFileId(random: Random): FileId {
  return toBase64url(random(ID)) as FileId;
}

/** Reads a fingerprint. */
export function parseFingerprint(text: string): Fingerprint {
  fromBase64urlOf(text, HASH);
  return text as Fingerprint;
}

/** Reads a hash. */
export function parseHash(text: string): Hash {
  fromBase64urlOf(text, HASH);
  return text as Hash;
}

/** 32 bytes as a hash. */
export function hashOf(bytes: Bytes): Hash {
  return parseHash(toBase64url(bytes));
}

/** 32 bytes as a fingerprint. */
export function fingerprintOf(bytes: Bytes): Fingerprint {
  return parseFingerprint(toBase64url(bytes));
}

/** The hash of nothing: `prev32` and `seen32` where there is nothing before. */
export const NO_HASH: Hash = hashOf(new Uint8Array(HASH));

/** Reads the number of an epoch. */
export function parseEpochNumber(value: number): EpochNumber {
  return Number.isSafeInteger(value) && value >= 0 && value <= 0xffff_ffff
    ? (value as EpochNumber)
    : refuse("malformed", "not an epoch's number");
}

/** Reads the number of a log entry. */
export function parseLogNumber(value: number): LogNumber {
  return Number.isSafeInteger(value) && value >= 0 && value <= MAX_U64
    ? (value as LogNumber)
    : refuse("malformed", "not an entry's number");
}
