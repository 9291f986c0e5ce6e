package dev.ren.account;

import dev.ren.platform.ErrorCode;
import dev.ren.platform.Login;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.Optional;

/** Logging in with a password. */
final class LogIn {
  /** Stands in for an account that does not exist, so that the same calls are made. */
  private static final UserId NOBODY = UserId.parse("a".repeat(26));

  private final AccountStores stores;
  private final PasswordVerifier passwords;
  private final Sessions sessions;

  LogIn(AccountStores stores, PasswordVerifier passwords, Sessions sessions) {
    this.stores = stores;
    this.passwords = passwords;
    this.sessions = sessions;
  }

  /**
   * Opens a session. An unknown login costs the same calls and the same MAC as a wrong password.
   *
   * @throws Problem {@code wrong_credentials} for both
   */
  OpenedAccount logIn(Login login, byte[] authKey, String device) {
    UserId user = stores.names().owner(login).orElse(NOBODY);
    Optional<Account> account = stores.find(user);
    boolean matches =
        account
            .map(found -> passwords.matches(found.credentials().verifier(), authKey))
            .orElseGet(() -> passwords.matchesNobody(authKey));
    if (account.isEmpty() || !matches) {
      throw Problem.of(ErrorCode.WRONG_CREDENTIALS, "unknown login or wrong password");
    }
    long rev = account.get().credentials().rev();
    return new OpenedAccount(
        account.get(), stores.states().read(user), sessions.open(user, rev, device));
  }
}
