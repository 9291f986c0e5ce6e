import { fromBase64urlOf } from "./base64url.ts";
import { type Bytes, compareBytes, concat } from "./bytes.ts";
import { orRefuse, refuse } from "./errors.ts";
import { importEncryptionKey, importVerifyingKey, KEY_BYTES, sign, verify } from "./primitives.ts";

/** A private key as bytes: on its way from generation or a vault into a non-extractable key. */
export interface RawKeyPair {
  /** 32-byte scalar. */
  readonly scalar: Bytes;
  /** Uncompressed point, 65 bytes. */
  readonly point: Bytes;
}

const ECDH = { name: "ECDH", namedCurve: "P-256" } as const;
const ECDSA = { name: "ECDSA", namedCurve: "P-256" } as const;

// PKCS #8 (RFC 5958) of an EC private key (RFC 5915) on P-256, up to the scalar and from there on
// to the point. The form that WebCrypto itself exports, so every platform reads it.
const PKCS8_BEFORE_SCALAR = Uint8Array.of(
  0x30,
  0x81,
  0x87,
  0x02,
  0x01,
  0x00,
  0x30,
  0x13,
  0x06,
  0x07,
  0x2a,
  0x86,
  0x48,
  0xce,
  0x3d,
  0x02,
  0x01,
  0x06,
  0x08,
  0x2a,
  0x86,
  0x48,
  0xce,
  0x3d,
  0x03,
  0x01,
  0x07,
  0x04,
  0x6d,
  0x30,
  0x6b,
  0x02,
  0x01,
  0x01,
  0x04,
  0x20,
);
const PKCS8_BEFORE_POINT = Uint8Array.of(0xa1, 0x44, 0x03, 0x42, 0x00);

/** A new pair, readable once: it is going into a vault. */
export async function generateKeyPair(): Promise<RawKeyPair> {
  const pair = await crypto.subtle.generateKey(ECDH, true, ["deriveBits"]);
  const { d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  return { scalar: fromBase64urlOf(d ?? "", KEY_BYTES), point };
}

/** The signing key of a pair, not to be read out; `vault_refused` if the point is not the scalar's. */
export async function importSigningKey(pair: RawKeyPair): Promise<CryptoKey> {
  const key = await importPrivateKey(pair, ECDSA, ["sign"]);
  const probe = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const verifyingKey = await importVerifyingKey(pair.point);
  const signature = await sign(key, probe);
  await orRefuse("vault_refused", "a signing key does not belong to its record", () =>
    verify(verifyingKey, probe, signature),
  );
  return key;
}

/**
 * The decryption key of a pair, not to be read out, with its public key, which HPKE needs beside
 * it; `vault_refused` if the point is not the scalar's.
 */
export async function importDecryptionKey(pair: RawKeyPair): Promise<CryptoKeyPair> {
  const privateKey = await importPrivateKey(pair, ECDH, ["deriveBits"]);
  const publicKey = await importEncryptionKey(pair.point);
  const probe = await crypto.subtle.generateKey(ECDH, false, ["deriveBits"]);
  const ours = await agree(privateKey, probe.publicKey);
  const theirs = await agree(probe.privateKey, publicKey);
  if (compareBytes(ours, theirs) !== 0) {
    refuse("vault_refused", "a decryption key does not belong to its record");
  }
  return { privateKey, publicKey };
}

async function agree(privateKey: CryptoKey, publicKey: CryptoKey): Promise<Bytes> {
  const parameters = { name: "ECDH", public: publicKey };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, privateKey, KEY_BYTES * 8));
}

async function importPrivateKey(
  pair: RawKeyPair,
  algorithm: EcKeyImportParams,
  usages: KeyUsage[],
): Promise<CryptoKey> {
  const pkcs8 = concat(PKCS8_BEFORE_SCALAR, pair.scalar, PKCS8_BEFORE_POINT, pair.point);
  try {
    return await orRefuse("vault_refused", "not a private key of P-256", () =>
      crypto.subtle.importKey("pkcs8", pkcs8, algorithm, false, usages),
    );
  } finally {
    pkcs8.fill(0);
  }
}
