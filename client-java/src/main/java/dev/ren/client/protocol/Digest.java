package dev.ren.client.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4). */
public final class Digest {
  /** Bytes of a digest. */
  public static final int SHA256 = 32;

  private Digest() {}

  /** The 32-byte digest. */
  public static ByteString sha256(ByteString input) {
    try {
      return ByteString.of(MessageDigest.getInstance("SHA-256").digest(input.toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
