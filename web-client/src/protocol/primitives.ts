import { type Bytes, compareBytes, concat } from "./bytes.ts";
import { orRefuse, type ProtocolErrorCode, refuse } from "./errors.ts";
import type { Random } from "./random.ts";

/** Bytes of a symmetric key and of SHA-256. */
export const KEY_BYTES = 32;
/** Bytes of an AES-GCM nonce. */
export const NONCE_BYTES = 12;
/** Bytes of an AES-GCM tag. */
export const TAG_BYTES = 16;
/** Bytes of a signature, raw `r ‖ s`. */
export const SIGNATURE_BYTES = 64;
/** Bytes of an uncompressed point. */
export const POINT_BYTES = 65;

const ECDSA_KEY = { name: "ECDSA", namedCurve: "P-256" } as const;
const ECDSA_SHA256 = { name: "ECDSA", hash: "SHA-256" } as const;
const EMPTY: Bytes = new Uint8Array(0);

// Order of P-256's base point (SEC 2 §2.4.2, NIST SP 800-186 §3.2.1.3).
const P256_ORDER = Uint8Array.from(
  "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551".match(/../g) ?? [],
  (pair) => Number.parseInt(pair, 16),
);

/** SHA-256 (FIPS 180-4), 32 bytes. */
export async function sha256(message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", message));
}

/** Input key material for {@link hkdf} and {@link hkdfAesKey}, not to be read out again. */
export function importHkdfKey(ikm: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", ikm, "HKDF", false, ["deriveBits"]);
}

/** HKDF-SHA256 (RFC 5869), 32 bytes; the salt is empty unless given. */
export async function hkdf(key: CryptoKey, info: Bytes, salt: Bytes = EMPTY): Promise<Bytes> {
  const parameters = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, KEY_BYTES * 8));
}

/** The same 32 bytes as an AES-256-GCM key that cannot be read out. */
export async function hkdfAesKey(
  key: CryptoKey,
  info: Bytes,
  salt: Bytes = EMPTY,
): Promise<CryptoKey> {
  // In two steps: `deriveKey` does the same and takes half as long again (measured in Node 20).
  const bytes = await hkdf(key, info, salt);
  const aesKey = await importAesKey(bytes);
  bytes.fill(0);
  return aesKey;
}

/** An AES-256-GCM key that cannot be read out. */
export function importAesKey(key: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** AES-256-GCM (NIST SP 800-38D) with a 12-byte nonce; the 16-byte tag is at the end. */
export async function encrypt(
  key: CryptoKey,
  nonce: Bytes,
  aad: Bytes,
  plaintext: Bytes,
): Promise<Bytes> {
  const parameters = { name: "AES-GCM", iv: nonce, additionalData: aad };
  return new Uint8Array(await crypto.subtle.encrypt(parameters, key, plaintext));
}

/** The plaintext, or a refusal with `code`: another key, nonce, associated data or ciphertext. */
export function decrypt(
  key: CryptoKey,
  nonce: Bytes,
  aad: Bytes,
  ciphertext: Bytes,
  code: ProtocolErrorCode,
): Promise<Bytes> {
  return orRefuse(code, "does not open", async () => {
    const parameters = { name: "AES-GCM", iv: nonce, additionalData: aad };
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, ciphertext));
  });
}

/** `nonce12 ‖ AEAD(key, nonce12, aad, plaintext)`. */
export async function seal(
  random: Random,
  key: CryptoKey,
  aad: Bytes,
  plaintext: Bytes,
): Promise<Bytes> {
  // Random 96-bit nonces are safe here: a key seals a few thousand times in its life at most
  // (NIST SP 800-38D §8.3 allows 2^32).
  const nonce = random(NONCE_BYTES);
  return concat(nonce, await encrypt(key, nonce, aad, plaintext));
}

/** The plaintext of {@link seal}, or a refusal with `code`. */
export async function open(
  key: CryptoKey,
  aad: Bytes,
  sealed: Bytes,
  code: ProtocolErrorCode,
): Promise<Bytes> {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) {
    refuse(code, "too short for nonce and tag");
  }
  return decrypt(key, sealed.slice(0, NONCE_BYTES), aad, sealed.slice(NONCE_BYTES), code);
}

/** A signing public key; `malformed` if the 65 bytes are no point of the curve. */
export function importVerifyingKey(point: Bytes): Promise<CryptoKey> {
  return importPoint(point, ECDSA_KEY, ["verify"]);
}

/** An encryption public key; `malformed` if the 65 bytes are no point of the curve. */
export function importEncryptionKey(point: Bytes): Promise<CryptoKey> {
  return importPoint(point, { name: "ECDH", namedCurve: "P-256" }, []);
}

/** ECDSA P-256 with SHA-256 (FIPS 186-5), raw `r ‖ s`. */
export async function sign(key: CryptoKey, message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(ECDSA_SHA256, key, message));
}

/** Refuses with `bad_signature` unless the signature holds and r, s are in 1 … order − 1. */
export async function verify(key: CryptoKey, message: Bytes, signature: Bytes): Promise<void> {
  if (
    !isSignature(signature) ||
    !(await crypto.subtle.verify(ECDSA_SHA256, key, signature, message))
  ) {
    refuse("bad_signature", "signature does not hold");
  }
}

// Platforms differ in what they do with r or s out of range, so it is decided here.
function isSignature(signature: Bytes): boolean {
  return (
    signature.length === SIGNATURE_BYTES &&
    inOrder(signature.subarray(0, KEY_BYTES)) &&
    inOrder(signature.subarray(KEY_BYTES))
  );
}

function inOrder(scalar: Uint8Array): boolean {
  return scalar.some((byte) => byte !== 0) && compareBytes(scalar, P256_ORDER) < 0;
}

function importPoint(
  point: Bytes,
  algorithm: EcKeyImportParams,
  usages: KeyUsage[],
): Promise<CryptoKey> {
  // Compressed points are refused by their length: a key has one encoding only.
  if (point.length !== POINT_BYTES || point[0] !== 4) {
    return refuse("malformed", "not an uncompressed point");
  }
  return orRefuse("malformed", "not a point of P-256", () =>
    crypto.subtle.importKey("raw", point, algorithm, true, usages),
  );
}
