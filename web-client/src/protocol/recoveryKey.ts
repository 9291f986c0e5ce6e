import { CROCKFORD, fromBase32, normalizeCrockford, toBase32 } from "./base32.ts";
import { type Bytes, compareBytes, concat, reader, writer } from "./bytes.ts";
import { refuse } from "./errors.ts";
import type { Login } from "./ids.ts";
import { label } from "./labels.ts";
import { hkdfAesKey, importHkdfKey, sha256 } from "./primitives.ts";
import type { Random } from "./random.ts";

/** The key that a person writes down (PROTOCOL.md §6). */
export interface RecoveryKey {
  /** 10 bytes, made by the server, which keeps a hash: guards recovery. */
  readonly server: Bytes;
  /** 16 bytes, made by the client, which never sends them: encrypts. */
  readonly client: Bytes;
}

const VERSION = 1;
const SERVER_BYTES = 10;
const CLIENT_BYTES = 16;
const CHECK_BYTES = 3;
const CHARACTERS = 48;

/** Joins the server's half with a new half of the client's. */
export function createRecoveryKey(random: Random, server: Bytes): RecoveryKey {
  return server.length === SERVER_BYTES
    ? { server, client: random(CLIENT_BYTES) }
    : refuse("malformed", "the server's half has 10 bytes");
}

/** 12 groups of 4 characters with hyphens between. */
export async function recoveryKeyText(key: RecoveryKey): Promise<string> {
  const checked = checkedPart(key);
  const text = toBase32(concat(checked, await check(checked)), CROCKFORD);
  return (text.match(/.{4}/g) ?? []).join("-");
}

/** Reads what a person typed; `malformed` if characters are missing, unknown or mistyped. */
export async function parseRecoveryKey(typed: string): Promise<RecoveryKey> {
  const text = normalizeCrockford(typed);
  if (text.length !== CHARACTERS) {
    refuse("malformed", "a recovery key has 48 characters");
  }
  const fields = reader(fromBase32(text, CROCKFORD), "recovery key");
  fields.version(VERSION);
  const key = { server: fields.raw(SERVER_BYTES), client: fields.raw(CLIENT_BYTES) };
  if (compareBytes(fields.raw(CHECK_BYTES), await check(checkedPart(key))) !== 0) {
    refuse("malformed", "a character of the recovery key is wrong");
  }
  return key;
}

/** `recAuth`, 32 bytes: what the server keeps of its half. */
export function recoveryAuthHash(login: Login, server: Bytes): Promise<Bytes> {
  return sha256(writer().raw(label("rec-auth")).variable(login).raw(server).done());
}

/** The key of slot 2. */
export async function recoveryWrapKey(login: Login, key: RecoveryKey): Promise<CryptoKey> {
  const halves = await importHkdfKey(concat(key.server, key.client));
  return hkdfAesKey(halves, recoveryInfo(login));
}

/** HKDF's info for {@link recoveryWrapKey}. */
export function recoveryInfo(login: Login): Bytes {
  return writer().raw(label("rec-wrap")).variable(login).done();
}

function checkedPart(key: RecoveryKey): Bytes {
  return writer().u8(VERSION).raw(key.server).raw(key.client).done();
}

async function check(checked: Bytes): Promise<Bytes> {
  const digest = await sha256(concat(label("rec-check"), checked));
  return digest.slice(0, CHECK_BYTES);
}
