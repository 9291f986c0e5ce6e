package dev.ren.account;

import dev.ren.platform.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The two writes that span tables, each one transaction: killed before it nothing has happened,
 * killed after it everything has.
 */
final class AccountWriteStore {
  private final NameStore names;
  private final AccountStore accounts;
  private final StateStore states;
  private final SessionStore sessions;

  AccountWriteStore(
      NameStore names, AccountStore accounts, StateStore states, SessionStore sessions) {
    this.names = names;
    this.accounts = accounts;
    this.states = states;
    this.sessions = sessions;
  }

  /** Makes a held login an account; false if it is no longer held. */
  boolean activate(
      AccountStore.Account account, Sealed state, NameStore.Reservation held, Instant now) {
    List<TransactWriteItem> writes = new ArrayList<>(accounts.creation(account));
    writes.add(states.creation(held.user(), state));
    writes.add(names.activation(held, now));
    return accounts.commit(writes);
  }

  /**
   * Replaces credentials, and with them what changes too, and ends all sessions; false if the
   * revision or the recovery token is no longer the one that was read.
   */
  boolean change(
      AccountStore.Account next,
      AccountStore.Expected expected,
      Optional<Identity> succession,
      Optional<Sealed> state) {
    UserId user = next.profile().user();
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(accounts.credentialChange(user, next.credentials(), expected));
    writes.add(sessions.floor(user, next.credentials().rev()));
    succession.ifPresent(identity -> writes.addAll(accounts.succession(next.profile(), identity)));
    state.ifPresent(newest -> writes.add(states.replacement(user, newest)));
    return accounts.commit(writes);
  }
}
