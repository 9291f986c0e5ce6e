package dev.ren.account;

import dev.ren.platform.Crypto;
import dev.ren.platform.Login;
import dev.ren.platform.Wire;
import java.security.SecureRandom;

/**
 * The server's half of a recovery key (PROTOCOL.md §6): made here, answered once, kept as a hash.
 */
final class RecoveryHalves {
  static final int LENGTH = 10;

  private final SecureRandom random;

  RecoveryHalves(SecureRandom random) {
    this.random = random;
  }

  byte[] make() {
    return Crypto.random(random, LENGTH);
  }

  /** {@code recAuth}, 32 bytes. */
  static byte[] hash(Login login, byte[] half) {
    byte[] context = new Wire.Writer().label("rec-auth").text(login.value()).raw(half).bytes();
    return Crypto.sha256(context);
  }
}
