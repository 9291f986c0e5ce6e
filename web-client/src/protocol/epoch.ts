import { fromBase64url } from "./base64url.ts";
import { type Bytes, reader, writer } from "./bytes.ts";
import { refuse } from "./errors.ts";
import {
  type ChatId,
  type EpochNumber,
  type Fingerprint,
  fingerprintOf,
  type Hash,
  hashOf,
  kindOf,
  type LogNumber,
  parseChatId,
  parseEpochNumber,
  parseLogNumber,
  parseUserId,
  type UserId,
} from "./ids.ts";
import { label } from "./labels.ts";
import { KEY_BYTES, sha256 } from "./primitives.ts";

export type Role = "member" | "admin";

/** One line of a roster. */
export interface Member {
  readonly userId: UserId;
  readonly fingerprint: Fingerprint;
  readonly role: Role;
}

/** Names a log entry and its hash: what somebody had verified when he signed. */
export interface SeenPointer {
  readonly number: LogNumber;
  /** The msgHash of a message, the epochHash of an epoch. */
  readonly hash: Hash;
}

/** The fields of an epoch record (PROTOCOL.md §9); the kind follows from the chat id. */
export interface EpochFields {
  readonly chatId: ChatId;
  readonly number: EpochNumber;
  /** epochHash of the epoch before; of zeros at 0. */
  readonly previous: Hash;
  /** The maker's time, milliseconds since 1970. */
  readonly at: number;
  /** How long messages stay; 0 for good. */
  readonly ttlSeconds: number;
  readonly seen: SeenPointer;
  readonly commitment: Hash;
  readonly maker: UserId;
  /** Sorted by user id, without duplicates. */
  readonly members: readonly Member[];
}

/** A parsed record; nothing but its layout was checked. */
export interface Epoch extends EpochFields {
  readonly record: Bytes;
  readonly hash: Hash;
}

/** A record with its maker's signature, as it travels. */
export interface SignedEpoch {
  readonly record: Bytes;
  readonly signature: Bytes;
}

/** P-256, HKDF-SHA256, AES-256-GCM, ECDSA: the only suite of version 1. */
export const SUITE = 1;

const KIND_NUMBER = { direct: 0, group: 1 } as const;
const ROLES: readonly Role[] = ["member", "admin"];

/** The record's bytes. */
export function encodeEpoch(fields: EpochFields): Bytes {
  const out = writer()
    .raw(label("epoch"))
    .u8(SUITE)
    .variable(fields.chatId)
    .u8(KIND_NUMBER[kindOf(fields.chatId)])
    .u32(fields.number)
    .raw(fromBase64url(fields.previous))
    .u64(fields.at)
    .u32(fields.ttlSeconds)
    .u64(fields.seen.number)
    .raw(fromBase64url(fields.seen.hash))
    .raw(fromBase64url(fields.commitment))
    .variable(fields.maker)
    .u16(fields.members.length);
  for (const member of fields.members) {
    out
      .variable(member.userId)
      .raw(fromBase64url(member.fingerprint))
      .u8(ROLES.indexOf(member.role));
  }
  return out.done();
}

/** Reads a record: `malformed` for a broken layout, `epoch_refused` for a kind not the chat's. */
export async function parseEpoch(record: Bytes): Promise<Epoch> {
  const fields = reader(record, "epoch");
  fields.expect(label("epoch"));
  fields.version(SUITE);
  const chatId = parseChatId(fields.text());
  const kind = fields.u8();
  if (kind !== KIND_NUMBER.direct && kind !== KIND_NUMBER.group) {
    refuse("malformed", "epoch: unknown kind of chat");
  }
  if (kind !== KIND_NUMBER[kindOf(chatId)]) {
    refuse("epoch_refused", "the kind is not the chat's");
  }
  const number = parseEpochNumber(fields.u32());
  const previous = hashOf(fields.raw(KEY_BYTES));
  const at = fields.u64();
  const ttlSeconds = fields.u32();
  const seen = { number: parseLogNumber(fields.u64()), hash: hashOf(fields.raw(KEY_BYTES)) };
  const commitment = hashOf(fields.raw(KEY_BYTES));
  const maker = parseUserId(fields.text());
  const count = fields.u16();
  const members: Member[] = [];
  for (let i = 0; i < count; i++) {
    const userId = parseUserId(fields.text());
    const fingerprint = fingerprintOf(fields.raw(KEY_BYTES));
    const role = ROLES[fields.u8()] ?? refuse("malformed", "epoch: unknown role");
    members.push({ userId, fingerprint, role });
  }
  fields.end();
  requireSorted(members);
  const hash = hashOf(await sha256(record));
  return {
    chatId,
    number,
    previous,
    at,
    ttlSeconds,
    seen,
    commitment,
    maker,
    members,
    record,
    hash,
  };
}

/** A roster's line of a user. */
export function memberOf(epoch: EpochFields, userId: UserId): Member | undefined {
  return epoch.members.find((member) => member.userId === userId);
}

function requireSorted(members: readonly Member[]): void {
  members.forEach((member, i) => {
    const before = members[i - 1];
    // User ids are ASCII, so that comparing texts compares bytes.
    if (before !== undefined && before.userId >= member.userId) {
      refuse("malformed", "epoch: members not sorted or double");
    }
  });
}
