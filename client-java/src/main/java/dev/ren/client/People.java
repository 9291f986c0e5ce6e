package dev.ren.client;

import dev.ren.client.api.UserApi;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.Identity;
import dev.ren.client.protocol.IdentityBook;
import dev.ren.client.protocol.IdentityChain;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.Pin;
import dev.ren.client.protocol.ProtocolException;
import dev.ren.client.protocol.State;
import dev.ren.client.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The identities that this client accepts (§11): pinned at first contact, followed by chains.
 * Anybody can begin a chat with this account, so the state, which has an end, holds only pins of
 * those whom the person has met; a stranger's lives as long as this object.
 */
final class People implements IdentityBook {
  private final UserApi api;
  private final Session session;
  private final StateSync state;
  private final Supplier<Unlocked> account;
  private final Map<UserId, IdentityChain> chains = new ConcurrentHashMap<>();
  private final Map<UserId, Pin> strangers = new ConcurrentHashMap<>();
  private final Set<UserId> met = ConcurrentHashMap.newKeySet();

  People(
      ClientEnvironment environment, Session session, StateSync state, Supplier<Unlocked> account) {
    this.api = environment.users();
    this.session = session;
    this.state = state;
    this.account = account;
  }

  @Override
  public List<Identity> of(UserId user) {
    return Optional.ofNullable(chains.get(user)).map(IdentityChain::identities).orElse(List.of());
  }

  /** Makes sure that {@link #find} can answer, by asking the server if it cannot yet. */
  void prepare(UserId user, ByteString fingerprint) {
    if (find(user, fingerprint).isEmpty()) {
      fetch(user, Optional.empty());
    }
  }

  /**
   * Fetches the chain and holds it against the pin: {@link ErrorCode#IDENTITY_CHANGED} if it does
   * not lead there, and then the state remembers the fingerprint that waits for a decision.
   *
   * @param expected the login that the person asked for
   * @return the newest identity
   */
  Identity fetch(UserId user, Optional<Login> expected) {
    UserApi.Identities answer = session.call(token -> api.identities(token, user, 0));
    Optional<Pin> pin = pin(user);
    Login login = pin.map(Pin::login).or(() -> expected).orElse(answer.login());
    IdentityChain chain = IdentityChain.verify(user, login, answer.identities());
    Identity newest = chain.newest().identity();
    if (user.equals(account.get().user())) {
      requireOwn(newest);
    } else {
      hold(pin, chain, newest);
    }
    chains.put(user, chain);
    return newest;
  }

  /** Refuses to send to somebody whose key waits for a decision. */
  void requireNotBlocked(UserId user) {
    if (pin(user).flatMap(Pin::blocked).isPresent()) {
      throw changed("the key of " + user + " waits for your decision");
    }
  }

  /** The pin of a user. */
  Optional<Pin> pin(UserId user) {
    return Optional.ofNullable(state.state().pins().get(user))
        .or(() -> Optional.ofNullable(strangers.get(user)));
  }

  /** Whether the state holds a user's pin, or will with the next look at him. */
  boolean hasMet(UserId user) {
    return met.contains(user) || state.state().pins().containsKey(user);
  }

  /** The person opened a chat with this user, or wrote to him: from now on the state pins him. */
  void meet(UserId user) {
    met.add(user);
    Pin pin = strangers.get(user);
    if (pin != null) {
      state.update(s -> s.pins().containsKey(user) ? s : s.withPin(user, pin));
      strangers.remove(user);
    }
  }

  /** The person's word about a user's pin, if he has one. */
  void decide(UserId user, UnaryOperator<Pin> change) {
    meet(user);
    state.update(s -> withChanged(s, user, change));
  }

  private void hold(Optional<Pin> pin, IdentityChain chain, Identity newest) {
    UserId user = newest.user();
    if (pin.isEmpty()) {
      strangers.put(user, Pin.first(newest));
    } else {
      try {
        Pin followed = pin.get().follow(chain);
        change(user, before -> followed);
      } catch (ProtocolException e) {
        change(user, before -> before.withBlocked(newest.fingerprint()));
        throw e;
      }
    }
    if (met.contains(user)) {
      meet(user);
    }
  }

  private void change(UserId user, UnaryOperator<Pin> change) {
    strangers.computeIfPresent(user, (id, pin) -> change.apply(pin));
    state.update(s -> withChanged(s, user, change));
  }

  private static State withChanged(State state, UserId user, UnaryOperator<Pin> change) {
    Pin pin = state.pins().get(user);
    return pin == null ? state : state.withPin(user, change.apply(pin));
  }

  private void requireOwn(Identity newest) {
    if (!newest.fingerprint().equals(account.get().keys().fingerprint())) {
      throw changed("the server shows another key as mine");
    }
  }

  private static ProtocolException changed(String detail) {
    return new ProtocolException(ErrorCode.IDENTITY_CHANGED, detail);
  }
}
