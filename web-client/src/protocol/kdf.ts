import { toBase64url } from "./base64url.ts";
import { type Bytes, utf8, writer } from "./bytes.ts";
import { refuse } from "./errors.ts";
import type { AuthKey, Login } from "./ids.ts";
import { asObject, numberField, textField } from "./json.ts";
import { label } from "./labels.ts";
import { hkdf, hkdfAesKey, importHkdfKey, KEY_BYTES } from "./primitives.ts";

/** Cost and salt of the password derivation (PROTOCOL.md §3). */
export interface Kdf {
  /** 65,536 … 1,048,576 */
  readonly memoryKib: number;
  /** 3 … 16 */
  readonly iterations: number;
  /** 1 … 4 */
  readonly parallelism: number;
  /** 16 bytes */
  readonly salt: Bytes;
}

/** {@link Kdf} as JSON has it: the salt stands beside it. */
export interface KdfJson {
  readonly algorithm: "argon2id";
  readonly memory_kib: number;
  readonly iterations: number;
  readonly parallelism: number;
}

/** What a password gives. */
export interface PasswordKeys {
  /** Goes to the server in the field `password`. */
  readonly authKey: AuthKey;
  /** Opens and seals the password's slot; never leaves the client. */
  readonly wrapKey: CryptoKey;
}

/**
 * Argon2id version 1.3 (RFC 9106), 32 bytes out. A port, because a browser runs it in a worker.
 * It may take the password's buffer away.
 */
export type Argon2id = (password: Bytes, kdf: Kdf) => Promise<Bytes>;

const VERSION = 1;
const SALT_BYTES = 16;
const MIN_PASSWORD = 8;
const MAX_PASSWORD = 256;

/** What new accounts use. */
export function standardKdf(salt: Bytes): Kdf {
  return requireAffordable({ memoryKib: 65_536, iterations: 3, parallelism: 1, salt });
}

/**
 * Reads what a server named. A cost below the floor, which would help it to guess, and one above
 * the ceiling, which would block the browser, are `kdf_refused` before anything is derived.
 */
export function parseKdf(json: unknown, salt: Bytes): Kdf {
  const fields = asObject(json, "kdf");
  if (textField(fields, "algorithm") !== "argon2id") {
    refuse("kdf_refused", "another algorithm");
  }
  return requireAffordable({
    memoryKib: numberField(fields, "memory_kib"),
    iterations: numberField(fields, "iterations"),
    parallelism: numberField(fields, "parallelism"),
    salt,
  });
}

/** The JSON form. */
export function kdfToJson(kdf: Kdf): KdfJson {
  return {
    algorithm: "argon2id",
    memory_kib: kdf.memoryKib,
    iterations: kdf.iterations,
    parallelism: kdf.parallelism,
  };
}

/** The 28 bytes that the credential record holds. */
export function encodeKdf(kdf: Kdf): Bytes {
  return writer()
    .u8(VERSION)
    .u32(kdf.memoryKib)
    .u32(kdf.iterations)
    .u8(kdf.parallelism)
    .variable(kdf.salt)
    .done();
}

/**
 * Derives both keys of a password; `malformed` unless it has 8 to 256 code points.
 *
 * @param password as typed; its NFKC form counts, so that keyboards do not matter
 */
export async function derivePasswordKeys(
  argon2id: Argon2id,
  password: string,
  login: Login,
  kdf: Kdf,
): Promise<PasswordKeys> {
  const length = Array.from(password).length;
  if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
    refuse("malformed", "a password has 8 to 256 characters");
  }
  const master = await argon2id(utf8(password.normalize("NFKC")), requireAffordable(kdf));
  const key = await importHkdfKey(master);
  master.fill(0);
  const authKey = await hkdf(key, passwordInfo("pw-auth", login));
  return {
    authKey: toBase64url(authKey) as AuthKey,
    wrapKey: await hkdfAesKey(key, passwordInfo("pw-wrap", login)),
  };
}

/** HKDF's info for a key of a password. */
export function passwordInfo(use: "pw-auth" | "pw-wrap", login: Login): Bytes {
  return writer().raw(label(use)).variable(login).done();
}

/** Bytes that {@link Argon2id} answers. */
export const MASTER_BYTES = KEY_BYTES;

function requireAffordable(kdf: Kdf): Kdf {
  const affordable =
    within(kdf.memoryKib, 65_536, 1_048_576) &&
    within(kdf.iterations, 3, 16) &&
    within(kdf.parallelism, 1, 4) &&
    kdf.salt.length === SALT_BYTES;
  return affordable ? kdf : refuse("kdf_refused", "cost or salt out of range");
}

function within(value: number, floor: number, ceiling: number): boolean {
  return Number.isInteger(value) && value >= floor && value <= ceiling;
}
