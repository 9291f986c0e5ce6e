import { fromBase32, RFC_4648_LOWER, toBase32 } from "./base32.ts";
import { fromBase64url } from "./base64url.ts";
import {
  type Bytes,
  compareBytes,
  type Reader,
  reader,
  utf8,
  type Writer,
  writer,
} from "./bytes.ts";
import { refuse } from "./errors.ts";
import {
  type ChatId,
  companionOf,
  directChatId,
  fingerprintOf,
  hashOf,
  kindOf,
  parseChatId,
  parseEpochNumber,
  parseLogin,
  parseLogNumber,
  parseUserId,
  type UserId,
} from "./ids.ts";
import type { Pin } from "./pin.ts";
import type { EpochHead, Setting, State } from "./state.ts";

const VERSION = 1;
const ID = 16;
const HASH = 32;
const VERIFIED = 1;
const BLOCKED = 2;
const DECIDED = 4;

/** One line of a list: what it is sorted by, and its bytes. */
interface Line {
  readonly key: Bytes;
  readonly line: Bytes;
}

/**
 * The bytes inside the seal (PROTOCOL.md §8).
 *
 * @param self whose state it is: of a 1:1 only the companion is written
 */
export function encodeState(state: State, self: UserId): Bytes {
  const out = writer().u8(VERSION);
  list(out, [...state.pins].map(pinLine));
  list(
    out,
    [...state.epochs].map((head) => headLine(head, self)),
  );
  list(out, [...state.settings].map(settingLine));
  return out.done();
}

/** Reads the bytes inside the seal. */
export function decodeState(bytes: Bytes, self: UserId): State {
  const fields = reader(bytes, "state");
  fields.version(VERSION);
  const state = {
    pins: new Map(lines(fields, readPin)),
    epochs: new Map(lines(fields, (line) => readHead(line, self))),
    settings: new Map(lines(fields, readSetting)),
  };
  fields.end();
  return state;
}

function list(out: Writer, unsorted: readonly Line[]): void {
  out.u32(unsorted.length);
  const sorted = [...unsorted].sort((one, other) => compareBytes(one.key, other.key));
  for (const { line } of sorted) out.raw(line);
}

function lines<Entry>(fields: Reader, read: (fields: Reader) => [Bytes, Entry]): Entry[] {
  const entries: Entry[] = [];
  let last: Bytes | undefined;
  for (let left = fields.u32(); left > 0; left--) {
    const [key, entry] = read(fields);
    if (last !== undefined && compareBytes(last, key) >= 0) {
      refuse("malformed", "state: not sorted, or something twice");
    }
    last = key;
    entries.push(entry);
  }
  return entries;
}

function pinLine([userId, pin]: readonly [UserId, Pin]): Line {
  const { blocked, decided } = pin;
  const key = idBytes(userId);
  const flags =
    (pin.verified === pin.fingerprint ? VERIFIED : 0) |
    (blocked === undefined ? 0 : BLOCKED) |
    (decided === undefined ? 0 : DECIDED);
  const out = writer()
    .raw(key)
    .variable(pin.login)
    .u32(pin.generation)
    .raw(fromBase64url(pin.fingerprint))
    .u8(flags);
  if (blocked !== undefined) out.raw(fromBase64url(blocked));
  if (decided !== undefined) out.u32(decided);
  return { key, line: out.done() };
}

function readPin(fields: Reader): [Bytes, [UserId, Pin]] {
  const key = fields.raw(ID);
  const login = parseLogin(fields.text());
  const generation = fields.u32();
  const fingerprint = fingerprintOf(fields.raw(HASH));
  const flags = fields.u8();
  if (flags > (VERIFIED | BLOCKED | DECIDED)) refuse("malformed", "state: unknown flags");
  const pin: Pin = {
    login,
    generation,
    fingerprint,
    ...(flags & VERIFIED ? { verified: fingerprint } : {}),
    ...(flags & BLOCKED ? { blocked: fingerprintOf(fields.raw(HASH)) } : {}),
    ...(flags & DECIDED ? { decided: atLeastOne(fields.u32()) } : {}),
  };
  return [key, [idText(key), pin]];
}

function headLine([chatId, head]: readonly [ChatId, EpochHead], self: UserId): Line {
  const direct = kindOf(chatId) === "direct";
  const id = idBytes(direct ? companionOf(chatId, self) : chatId.slice(2));
  const key = writer()
    .u8(direct ? 0 : 1)
    .raw(id)
    .done();
  const line = writer()
    .raw(key)
    .u32(head.number)
    .raw(fromBase64url(head.hash))
    .u64(head.entry)
    .done();
  return { key, line };
}

function readHead(fields: Reader, self: UserId): [Bytes, [ChatId, EpochHead]] {
  const key = fields.raw(1 + ID);
  const id = idText(key.subarray(1));
  const head: EpochHead = {
    number: parseEpochNumber(fields.u32()),
    hash: hashOf(fields.raw(HASH)),
    entry: parseLogNumber(fields.u64()),
  };
  return [key, [chatOf(key[0], id, self), head]];
}

function chatOf(kind: number | undefined, id: UserId, self: UserId): ChatId {
  if (kind === 0) return directChatId(self, id);
  return kind === 1 ? parseChatId(`g.${id}`) : refuse("malformed", "state: unknown kind of chat");
}

function settingLine([name, { at, value }]: readonly [string, Setting]): Line {
  const key = utf8(name);
  return { key, line: writer().variable(key).u64(at).variable(value).done() };
}

function readSetting(fields: Reader): [Bytes, [string, Setting]] {
  const name = fields.text();
  return [utf8(name), [name, { at: fields.u64(), value: fields.text() }]];
}

function atLeastOne(decided: number): number {
  return decided > 0 ? decided : refuse("malformed", "state: no decision, written down");
}

function idBytes(id: string): Bytes {
  return fromBase32(id, RFC_4648_LOWER);
}

function idText(bytes: Uint8Array): UserId {
  return parseUserId(toBase32(bytes, RFC_4648_LOWER));
}
