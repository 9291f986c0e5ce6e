package dev.ren.client.protocol;

/**
 * Hides lengths (§10): {@code u32 length ‖ content ‖ zeros}, filled up to a Padmé length (Nikitin
 * et al., "Reducing Metadata Leakage from Encrypted Files", 2019), at least 256.
 */
public final class Padding {
  private static final int FLOOR = 256;
  private static final int LENGTH = 4;

  private Padding() {}

  /** The content with its length before it and zeros after it. */
  public static ByteString pad(ByteString content) {
    int used = LENGTH + content.size();
    return new ByteWriter()
        .u32(content.size())
        .raw(content)
        .raw(ByteString.zeros(padded(used) - used))
        .done();
  }

  /** The content; wrong lengths and padding other than zeros are {@link ErrorCode#MALFORMED}. */
  public static ByteString unpad(ByteString plaintext) {
    ByteReader in = new ByteReader("padding", plaintext);
    long length = in.u32();
    if (length > plaintext.size() - LENGTH || padded(LENGTH + (int) length) != plaintext.size()) {
      throw new ProtocolException(ErrorCode.MALFORMED, "not a Padmé length");
    }
    ByteString content = in.raw((int) length);
    ByteString zeros = in.rest();
    if (!zeros.equals(ByteString.zeros(zeros.size()))) {
      throw new ProtocolException(ErrorCode.MALFORMED, "padding is not zero");
    }
    return content;
  }

  /** The Padmé length of {@code length} bytes. */
  static int padded(int length) {
    if (length < FLOOR) {
      return FLOOR;
    }
    int exponent = 31 - Integer.numberOfLeadingZeros(length);
    int mantissa = 32 - Integer.numberOfLeadingZeros(exponent);
    int mask = (1 << (exponent - mantissa)) - 1;
    return (length + mask) & ~mask;
  }
}
