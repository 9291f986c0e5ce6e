package dev.ren.account;

import dev.ren.platform.Crypto;
import dev.ren.platform.UserId;
import java.security.SecureRandom;

/** New user ids: 16 random bytes as lower-case base32 (RFC 4648 §6, no padding). */
final class UserIds {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 26;

  private UserIds() {}

  static UserId make(SecureRandom random) {
    byte[] bytes = Crypto.random(random, 16);
    StringBuilder text = new StringBuilder(LENGTH);
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = (buffer << 8) | (b & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt((buffer >>> bits) & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    return UserId.parse(text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31)).toString());
  }
}
