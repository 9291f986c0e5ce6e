package dev.ren.client;

import dev.ren.client.api.AccountApi;
import dev.ren.client.api.ApiException;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.Ecdsa;
import dev.ren.client.protocol.ProtocolException;
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
   * Opens the state.
   *
   * @param sealed as the server gave it
   * @throws StateRefused if it does not open, or is older than the highest rev in the store
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
    this.state = open(account, sealed, marks.state(account.user()));
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
      try {
        rev = put(environment, session, account, rev + 1, wanted);
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
    state = open(account, sealed, rev);
    rev = sealed.rev();
    remember();
  }

  /** After a change of keys: the state is sealed under the new vault key with the next rev. */
  synchronized void moved(Unlocked renewed, long newRev) {
    account = renewed;
    rev = newRev;
    remember();
  }

  /**
   * Puts what opens of the server's state, however old, else an empty one, in the place of one that
   * is refused; from then on its rev is the highest seen.
   *
   * @return what was put
   */
  static State replace(
      ClientEnvironment environment, ClientStore store, Session session, Unlocked account) {
    Sealed offered = session.call(environment.accounts()::state);
    State left = openOrEmpty(account, offered);
    long rev = put(environment, session, account, offered.rev() + 1, left);
    new RevisionMarks(store).acceptState(account.user(), rev);
    return left;
  }

  private static State openOrEmpty(Unlocked account, Sealed offered) {
    try {
      return open(account, offered, 0);
    } catch (StateRefused damaged) {
      return State.empty();
    }
  }

  private static State open(Unlocked account, Sealed sealed, long minimum) {
    try {
      return State.open(account.vaultKey(), account.user(), sealed, minimum);
    } catch (ProtocolException refusal) {
      throw new StateRefused(refusal);
    }
  }

  private static long put(
      ClientEnvironment environment, Session session, Unlocked account, long rev, State state) {
    UserId user = account.user();
    Sealed sealed = state.seal(environment.random(), account.vaultKey(), user, rev);
    ByteString signature = Ecdsa.sign(account.keys().signing(), State.record(user, sealed));
    session.run(token -> environment.accounts().putState(token, sealed, signature));
    return rev;
  }

  private void remember() {
    marks.sawState(account.user(), rev);
  }
}
