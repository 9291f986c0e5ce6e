package dev.ren.client.protocol;

/**
 * A P-256 key pair, of ECDSA or of ECDH: never one for both. {@link #toString()} shows no key, as
 * {@link ByteString} shows its length only.
 *
 * @param privateKey 32-byte scalar
 * @param publicKey uncompressed point, 65 bytes
 */
public record KeyPair(ByteString privateKey, ByteString publicKey) {
  /** A new pair. */
  public static KeyPair generate(RandomSource random) {
    return of(P256.generate(random));
  }

  /** The pair of a private key. */
  public static KeyPair of(ByteString privateKey) {
    return new KeyPair(privateKey, P256.publicOf(privateKey));
  }
}
