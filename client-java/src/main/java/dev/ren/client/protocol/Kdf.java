package dev.ren.client.protocol;

/**
 * The cost and salt of the password derivation (§3). A value outside floor and ceiling cannot be
 * made: {@link ErrorCode#KDF_REFUSED}, before anything is derived.
 *
 * @param memoryKib 65,536 … 1,048,576
 * @param iterations 3 … 16
 * @param parallelism 1 … 4
 * @param salt 16 bytes
 */
public record Kdf(long memoryKib, long iterations, int parallelism, ByteString salt) {
  /** The only algorithm's name in JSON. */
  public static final String ALGORITHM = "argon2id";

  private static final int VERSION = 1;

  public Kdf {
    if (memoryKib < 65_536
        || memoryKib > 1_048_576
        || iterations < 3
        || iterations > 16
        || parallelism < 1
        || parallelism > 4
        || salt.size() != 16) {
      throw new ProtocolException(ErrorCode.KDF_REFUSED, "cost or salt out of range");
    }
  }

  /** What new accounts use. */
  public static Kdf standard(ByteString salt) {
    return new Kdf(65_536, 3, 1, salt);
  }

  /** From what a server named. */
  public static Kdf of(
      String algorithm, long memoryKib, long iterations, long parallelism, ByteString salt) {
    if (!algorithm.equals(ALGORITHM) || parallelism > 4) {
      throw new ProtocolException(ErrorCode.KDF_REFUSED, "algorithm or parallelism");
    }
    return new Kdf(memoryKib, iterations, (int) parallelism, salt);
  }

  /** The 28 bytes that the credential record holds. */
  public ByteString encode() {
    return new ByteWriter()
        .u8(VERSION)
        .u32(memoryKib)
        .u32(iterations)
        .u8(parallelism)
        .variable(salt)
        .done();
  }
}
