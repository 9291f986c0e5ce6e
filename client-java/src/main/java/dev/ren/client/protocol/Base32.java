package dev.ren.client.protocol;

import java.util.Locale;

/**
 * Base32 in the two alphabets of the protocol: RFC 4648 in lower case for ids (§2), Crockford's for
 * the recovery key (§6). Both without padding; non-zero trailing bits are refused.
 */
public enum Base32 {
  /** {@code a–z2–7}, read as it is written. */
  RFC_4648("abcdefghijklmnopqrstuvwxyz234567"),
  /** Digits and upper-case letters without I, L, O, U; see {@link #normalize}. */
  CROCKFORD("0123456789ABCDEFGHJKMNPQRSTVWXYZ");

  private final String alphabet;

  Base32(String alphabet) {
    this.alphabet = alphabet;
  }

  /** The text of the bytes, ⌈8·n / 5⌉ characters. */
  public String encode(ByteString value) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte b : value.toArray()) {
      buffer = (buffer << 8 | Byte.toUnsignedInt(b)) & 0xfff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(alphabet.charAt(buffer >> bits & 31));
      }
    }
    if (bits > 0) {
      text.append(alphabet.charAt(buffer << (5 - bits) & 31));
    }
    return text.toString();
  }

  /**
   * The bytes of the text; {@link ErrorCode#MALFORMED} for anything that {@link #encode} never
   * makes.
   */
  public ByteString decode(String text) {
    byte[] bytes = new byte[text.length() * 5 / 8];
    int buffer = 0;
    int bits = 0;
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = alphabet.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new ProtocolException(ErrorCode.MALFORMED, "not a base32 character");
      }
      buffer = (buffer << 5 | digit) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[at++] = (byte) (buffer >> bits);
      }
    }
    ByteString value = ByteString.of(bytes);
    if (!encode(value).equals(text)) {
      throw new ProtocolException(ErrorCode.MALFORMED, "not canonical base32");
    }
    return value;
  }

  /**
   * What a person typed, as Crockford writes it: case, spaces and hyphens go, O is 0, I and L are
   * 1.
   */
  static String normalize(String typed) {
    return typed
        .replaceAll("[\\s-]", "")
        .toUpperCase(Locale.ROOT)
        .replace('O', '0')
        .replace('I', '1')
        .replace('L', '1');
  }
}
