package dev.ren.account;

import dev.ren.platform.Crypto;
import dev.ren.platform.Peppers;
import dev.ren.platform.UserId;
import dev.ren.platform.Wire;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Seals what stands in the database once more, under a key that follows from the pepper: a dump of
 * the tables holds no vault or slot that a guessed password could be tried on (rule 8, correction
 * 3).
 *
 * <pre>u8 keyId ‖ nonce12 ‖ AES-256-GCM(HMAC(pepper, L(seal) ‖ v(user)), aad = v(user) ‖ v(field))
 * </pre>
 */
final class AccountSealer {
  private final Peppers peppers;
  private final SecureRandom random;

  AccountSealer(Peppers peppers, SecureRandom random) {
    this.peppers = peppers;
    this.random = random;
  }

  byte[] seal(UserId user, String field, byte[] plaintext) {
    byte[] sealed = Crypto.seal(random, key(user), aad(user, field), plaintext);
    byte[] out = new byte[1 + sealed.length];
    out[0] = Peppers.CURRENT;
    System.arraycopy(sealed, 0, out, 1, sealed.length);
    return out;
  }

  byte[] open(UserId user, String field, byte[] sealed) {
    if (sealed.length == 0 || sealed[0] != Peppers.CURRENT) {
      throw new IllegalStateException("a stored blob names an unknown key");
    }
    return Crypto.open(key(user), aad(user, field), Arrays.copyOfRange(sealed, 1, sealed.length));
  }

  private byte[] key(UserId user) {
    byte[] context = new Wire.Writer().label("seal").text(user.value()).bytes();
    return Crypto.hmac(peppers.seal(), context);
  }

  private static byte[] aad(UserId user, String field) {
    return new Wire.Writer().text(user.value()).text(field).bytes();
  }
}
