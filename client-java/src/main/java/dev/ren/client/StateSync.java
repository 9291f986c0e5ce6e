package dev.ren.client;

import dev.ren.client.api.AccountApi;
import dev.ren.client.api.ApiException;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.Ecdsa;
import dev.ren.client.protocol.Sealed;
import dev.ren.client.protocol.State;
import dev.ren.client.protocol.UserId;
import java.util.function.UnaryOperator;

/**
 * The account's state (§8), kept equal to the server's; on a conflict it reads, merges, tries
 * again.
 */
final class StateSync {
  private static final int TRIES = 8;

  private final ClientEnvironment environment;
  private final RevisionMarks marks;
  private final Session session;
  private final AccountApi api;
  private Unlocked account;
  private State state;
  private long rev;

  /**
   * Opens the state; one older than the highest rev in the store is refused.
   *
   * @param sealed as the server gave it
   */
  StateSync(
      ClientEnvironment environment,
      ClientStore store,
      Session session,
      Unlocked account,
      Sealed sealed) {
    this.environment = environment;
    this.marks = new RevisionMarks(store);
    this.session = session;
    this.api = environment.accounts();
    this.account = account;
    this.state =
        State.open(account.vaultKey(), account.user(), sealed, marks.state(account.user()));
    this.rev = sealed.rev();
    remember();
  }

  /** The state as this client knows it. */
  synchronized State state() {
    return state;
  }

  /** The rev of the state as the server has it. */
  synchronized long rev() {
    return rev;
  }

  /** Changes the state here and on the server, unless the change changes nothing. */
  synchronized void update(UnaryOperator<State> change) {
    State wanted = change.apply(state);
    for (int i = 0; i < TRIES && !wanted.equals(state); i++) {
      UserId user = account.user();
      Sealed sealed = wanted.seal(environment.random(), account.vaultKey(), user, rev + 1);
      ByteString signature = Ecdsa.sign(account.keys().signing(), State.record(user, sealed));
      try {
        session.run(token -> api.putState(token, sealed, signature));
        rev = sealed.rev();
        state = wanted;
        remember();
        return;
      } catch (ApiException e) {
        if (!e.is("conflict") || i == TRIES - 1) {
          throw e;
        }
        read();
        wanted = state.merge(wanted);
      }
    }
  }

  /** Reads what other clients of the account have written. */
  synchronized void read() {
    Sealed sealed = session.call(api::state);
    State stored = State.open(account.vaultKey(), account.user(), sealed, rev);
    state = stored;
    rev = sealed.rev();
    remember();
  }

  /** After a change of keys: the state is sealed under the new vault key with the next rev. */
  synchronized void moved(Unlocked renewed, long newRev) {
    account = renewed;
    rev = newRev;
    remember();
  }

  private void remember() {
    marks.sawState(account.user(), rev);
  }
}
