package dev.ren.platform;

import java.util.Base64;

/**
 * Bytes as base64url without padding (RFC 4648 §5), strictly: one text for every byte string. A
 * reader that took padding or loose trailing bits would give one record several spellings.
 */
public final class Bytes64 {
  private Bytes64() {}

  public static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The bytes that the text spells.
   *
   * @throws Problem {@code bad_request} if the text is not the one spelling of some bytes
   */
  public static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("not base64url");
    }
    if (!encode(bytes).equals(text)) {
      throw Problem.badRequest("not base64url in its one spelling");
    }
    return bytes;
  }
}
