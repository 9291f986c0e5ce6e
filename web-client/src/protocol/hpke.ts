import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { type Bytes, concat } from "./bytes.ts";
import { orRefuse, refuse } from "./errors.ts";
import { POINT_BYTES } from "./primitives.ts";

// RFC 9180, Base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

const NO_AAD: Bytes = new Uint8Array(0);

/** `enc65 ‖ ct`: seals to an encryption public key, with empty associated data. */
export async function hpkeSeal(
  recipientPublicKey: CryptoKey,
  info: Bytes,
  plaintext: Bytes,
): Promise<Bytes> {
  const { enc, ct } = await suite.seal({ recipientPublicKey, info }, plaintext, NO_AAD);
  return concat(new Uint8Array(enc), new Uint8Array(ct));
}

/**
 * The plaintext of {@link hpkeSeal}, or `undecryptable`.
 *
 * @param recipientKey a pair: the library computes the public key from a bare private key only if
 *   that can be read out
 * @param aad empty in this protocol; published vectors have some
 */
export async function hpkeOpen(
  recipientKey: CryptoKeyPair,
  info: Bytes,
  sealed: Bytes,
  aad: Bytes = NO_AAD,
): Promise<Bytes> {
  if (sealed.length < POINT_BYTES) {
    refuse("undecryptable", "shorter than an encapsulated key");
  }
  const enc = sealed.slice(0, POINT_BYTES);
  return orRefuse("undecryptable", "does not open", async () => {
    const ct = sealed.slice(POINT_BYTES);
    return new Uint8Array(await suite.open({ recipientKey, enc, info }, ct, aad));
  });
}
