package dev.ren.platform;

import java.nio.charset.StandardCharsets;

/**
 * The secrets that stand between a stolen database and a guess at a password (rule 8). They are
 * never rotated by themselves: rows keep the key id they were made under.
 *
 * <p>There are two, since the salts are asked for before anybody has logged in: the function that
 * answers them holds nothing that verifies a password or opens a blob. Each secret is {@code {"1":
 * root}}, key ids to random texts, which is the form that CloudFormation can generate. Each pepper
 * is HMAC-SHA256(root, label): under labels of their own none of them tells anything about another.
 * A further key id gives a further verifier pepper and leaves the others as they are.
 */
public final class Peppers {
  /** The key id that new rows get. */
  public static final byte CURRENT = 1;

  private static final byte FIRST = 1;

  private final Secrets secrets;
  private final String pepper;
  private final String salts;

  /**
   * Names the secrets.
   *
   * @param pepper of verifiers and stored blobs
   * @param salts of the salts
   */
  Peppers(Secrets secrets, String pepper, String salts) {
    this.secrets = secrets;
    this.pepper = pepper;
    this.salts = salts;
  }

  /** Keys the verifier of a password: 32 bytes. */
  public byte[] verifier(byte keyId) {
    return derive(pepper, keyId, "ren/v1/pepper-verifier");
  }

  /** Keys the salts of all logins, known or not: 32 bytes, never another. */
  public byte[] salt() {
    return derive(salts, FIRST, "ren/v1/pepper-salt");
  }

  /** What the sealing key of stored blobs is derived from: 32 bytes. */
  public byte[] seal() {
    return derive(pepper, FIRST, "ren/v1/pepper-seal");
  }

  private byte[] derive(String secretId, byte keyId, String label) {
    String root = Json.parse(secrets.current(secretId).value()).string(Byte.toString(keyId));
    return Crypto.hmac(
        root.getBytes(StandardCharsets.UTF_8), label.getBytes(StandardCharsets.UTF_8));
  }
}
