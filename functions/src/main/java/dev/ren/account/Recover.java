package dev.ren.account;

import dev.ren.platform.Bytes64;
import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Login;
import dev.ren.platform.Problem;
import dev.ren.platform.Tokens;
import dev.ren.platform.UserId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Recovery: the server's half of the key buys the sealed vault and a token for one credential
 * change. Neither opens anything: the slot needs the client's half, the change the account key.
 */
final class Recover {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final UserId NOBODY = UserId.parse("a".repeat(26));

  /** What a recovery answers. */
  record Recovery(Account account, Sealed state, byte[] salt, String token, Instant expires) {}

  private final AccountStores stores;
  private final PasswordVerifier passwords;
  private final Tokens tokens;
  private final Clock clock;
  private final SecureRandom random;

  Recover(
      AccountStores stores,
      PasswordVerifier passwords,
      Tokens tokens,
      Clock clock,
      SecureRandom random) {
    this.stores = stores;
    this.passwords = passwords;
    this.tokens = tokens;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Checks the half. An unknown login costs the same calls as a wrong half and gets the same
   * answer.
   *
   * @throws Problem {@code recovery_refused}
   */
  Recovery recover(Login login, byte[] half) {
    UserId user = stores.names().owner(login).orElse(NOBODY);
    Optional<Account> found = stores.find(user);
    byte[] expected =
        found.map(account -> account.credentials().recoveryHash()).orElseGet(() -> new byte[32]);
    boolean matches = Crypto.same(expected, RecoveryHalves.hash(login, half));
    if (found.isEmpty() || !matches) {
      throw Problem.of(ErrorCode.RECOVERY_REFUSED, "unknown login or wrong recovery key");
    }
    Instant expires = clock.instant().plus(LIFETIME);
    String tokenId = Bytes64.encode(Crypto.random(random, 16));
    stores.credentials().setRecoveryToken(user, tokenId);
    return new Recovery(
        found.get(),
        stores.states().read(user),
        passwords.salt(login),
        tokens.issue(Tokens.Kind.RECOVERY, user, tokenId, expires),
        expires);
  }
}
