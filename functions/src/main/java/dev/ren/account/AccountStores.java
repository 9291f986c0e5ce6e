package dev.ren.account;

import dev.ren.platform.UserId;
import java.util.Optional;

/** The stores of this package: each owns its table or its items. */
record AccountStores(
    NameStore names,
    AccountStore accounts,
    CredentialStore credentials,
    SessionStore sessions,
    StateStore states,
    AccountWriteStore writes) {

  /**
   * Everything of one account: one read and one query, also where there is none. The credentials
   * come first: if new keys come in between, what follows goes by the old revision, under which no
   * session lives and no change is made.
   */
  Optional<Account> find(UserId user) {
    Optional<CredentialStore.Stored> stored = credentials.find(user);
    Optional<AccountStore.Public> found = accounts.find(user);
    if (stored.isEmpty() || found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Account(
            found.get().profile(),
            stored.get().credentials(),
            found.get().identity(),
            stored.get().recovery()));
  }
}
