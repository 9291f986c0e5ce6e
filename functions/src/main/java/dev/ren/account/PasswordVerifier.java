package dev.ren.account;

import dev.ren.platform.Crypto;
import dev.ren.platform.Login;
import dev.ren.platform.Peppers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The server's side of a password (rule 8): a stolen table verifies no guess without the pepper,
 * and an unknown login costs the same work as a known one.
 */
final class PasswordVerifier {
  private static final byte[] SALT_LABEL = "ren/v1/salt".getBytes(StandardCharsets.UTF_8);

  /** The current key id and a MAC that no key gives but with probability 2^-256. */
  private static final byte[] NOBODY = nobody();

  private final Peppers peppers;

  PasswordVerifier(Peppers peppers) {
    this.peppers = peppers;
  }

  /** {@code u8 keyId ‖ HMAC-SHA256(pepper, authKey)}: 33 bytes. */
  byte[] make(byte[] authKey) {
    return make(Peppers.CURRENT, authKey);
  }

  /** Whether the key is the one that the verifier was made of. */
  boolean matches(byte[] verifier, byte[] authKey) {
    return Crypto.same(verifier, make(verifier[0], authKey));
  }

  /** The work of {@link #matches} for a login that does not exist; always false. */
  boolean matchesNobody(byte[] authKey) {
    return matches(NOBODY, authKey);
  }

  /** The salt of any login, 16 bytes, known or not (PROTOCOL.md §3). */
  byte[] salt(Login login) {
    byte[] name = login.value().getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(Crypto.hmac(peppers.salt(), SALT_LABEL, name), Kdf.SALT);
  }

  private byte[] make(byte keyId, byte[] authKey) {
    byte[] mac = Crypto.hmac(peppers.verifier(keyId), authKey);
    byte[] verifier = new byte[1 + mac.length];
    verifier[0] = keyId;
    System.arraycopy(mac, 0, verifier, 1, mac.length);
    return verifier;
  }

  private static byte[] nobody() {
    byte[] verifier = new byte[33];
    verifier[0] = Peppers.CURRENT;
    return verifier;
  }
}
