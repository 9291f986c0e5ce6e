package dev.ren.account;

import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;

/** A new server half of the recovery key; the old one stays good until the change that takes it. */
final class RenewRecoveryHalf {
  private final AccountStores stores;
  private final PasswordVerifier passwords;
  private final RecoveryHalves halves;

  RenewRecoveryHalf(AccountStores stores, PasswordVerifier passwords, RecoveryHalves halves) {
    this.stores = stores;
    this.passwords = passwords;
    this.halves = halves;
  }

  /**
   * Makes a half and keeps its hash as pending.
   *
   * @throws Problem {@code credential_refused}
   */
  byte[] renew(UserId user, byte[] authKey) {
    Account account =
        stores.find(user).orElseThrow(() -> Problem.of(ErrorCode.UNAUTHORIZED, "no such account"));
    if (!passwords.matches(account.credentials().verifier(), authKey)) {
      throw Problem.of(ErrorCode.CREDENTIAL_REFUSED, "the current password is another");
    }
    byte[] half = halves.make();
    stores.credentials().setPendingHalf(user, RecoveryHalves.hash(account.profile().login(), half));
    return half;
  }
}
