package dev.ren.platform;

import java.util.List;

/**
 * The secrets that stand between a stolen database and a guess at a password (rule 8). They are
 * never rotated by themselves: rows keep the key id they were made under.
 */
public final class Peppers {
  /** The key id that new rows get. */
  public static final byte CURRENT = 1;

  private final Secrets secrets;
  private final String secretId;

  Peppers(Secrets secrets, String secretId) {
    this.secrets = secrets;
    this.secretId = secretId;
  }

  /** Keys the verifier of a password: 32 bytes. */
  public byte[] verifier(byte keyId) {
    String value = read().object("verifier").string(Byte.toString(keyId));
    return Bytes64.decode(value);
  }

  /** Keys the salts of all logins, known or not: 32 bytes, never another. */
  public byte[] salt() {
    return Bytes64.decode(read().string("salt"));
  }

  /** What the sealing key of stored blobs is derived from: 32 bytes. */
  public byte[] seal() {
    return Bytes64.decode(read().string("seal"));
  }

  private JsonObject read() {
    List<Secrets.Version> versions = secrets.versions(secretId);
    return Json.parse(versions.getFirst().value());
  }
}
