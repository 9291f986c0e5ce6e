package dev.ren.file;

import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.time.Clock;

/** How much of a quota is taken, after what has expired was given back. */
final class ShowStorage {
  private final QuotaStore quotas;
  private final Withdrawals withdrawals;
  private final Clock clock;

  ShowStorage(QuotaStore quotas, Withdrawals withdrawals, Clock clock) {
    this.quotas = quotas;
    this.withdrawals = withdrawals;
    this.clock = clock;
  }

  static ShowStorage of(Platform platform) {
    QuotaStore quotas = QuotaStore.of(platform);
    return new ShowStorage(
        quotas,
        new Withdrawals(FileStore.of(platform), quotas, FileStorage.of(platform)),
        platform.clock());
  }

  /** Bytes of all of the user's objects together. */
  long used(UserId user) {
    withdrawals.withdrawExpired(user, clock.millis());
    return quotas.used(user);
  }
}
