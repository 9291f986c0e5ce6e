package dev.ren.client.protocol;

import java.util.Base64;

/**
 * Base64url without padding (RFC 4648 §5), one text for one value: padding, other alphabets,
 * impossible lengths and non-zero trailing bits are {@link ErrorCode#MALFORMED}.
 */
public final class Base64Url {
  private Base64Url() {}

  /** The text of the bytes. */
  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The bytes of the text. */
  public static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(ErrorCode.MALFORMED, "not base64url", e);
    }
    // The JDK's decoder accepts padding and drops trailing bits; the one canonical text does not.
    if (!encode(bytes).equals(text)) {
      throw new ProtocolException(ErrorCode.MALFORMED, "not canonical base64url");
    }
    return bytes;
  }
}
