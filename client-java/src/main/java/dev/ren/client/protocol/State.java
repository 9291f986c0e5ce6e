package dev.ren.client.protocol;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * What travels with an account (§8), so that a fresh client notices swapped keys and rolled-back
 * chats.
 */
public record State(
    Map<UserId, Pin> pins, Map<ChatId, EpochHead> epochs, Map<String, Setting> settings) {
  /** Most bytes of a sealed state: some two thousand people. */
  public static final int MAX_SEALED = 262_144;

  public State {
    pins = Map.copyOf(pins);
    epochs = Map.copyOf(epochs);
    settings = Map.copyOf(settings);
  }

  /** The state of a new account. */
  public static State empty() {
    return new State(Map.of(), Map.of(), Map.of());
  }

  /** This with one pin set. */
  public State withPin(UserId user, Pin pin) {
    Map<UserId, Pin> changed = new HashMap<>(pins);
    changed.put(user, pin);
    return new State(changed, epochs, settings);
  }

  /** This with one epoch head set. */
  public State withEpoch(ChatId chat, EpochHead head) {
    Map<ChatId, EpochHead> changed = new HashMap<>(epochs);
    changed.put(chat, head);
    return new State(pins, changed, settings);
  }

  /** This and what another client has; no pin gets lost, and the order does not matter. */
  public State merge(State that) {
    return new State(
        union(pins, that.pins, Pin::merge),
        union(epochs, that.epochs, EpochHead::merge),
        union(settings, that.settings, Setting::merge));
  }

  /** Seals under a key of the vault key's; {@link ErrorCode#STATE_FULL} if it is too long. */
  public Sealed seal(RandomSource random, ByteString vaultKey, UserId user, long rev) {
    ByteString padded = Padding.pad(StateBody.write(this, user));
    ByteString sealed = Aead.seal(random, key(vaultKey), aad(user, rev), padded);
    if (sealed.size() > MAX_SEALED) {
      throw new ProtocolException(ErrorCode.STATE_FULL, "state over 256 KiB");
    }
    return new Sealed(rev, sealed);
  }

  /**
   * Opens a state.
   *
   * @param minimum the highest rev that this client has seen; a lower one is {@link
   *     ErrorCode#STATE_ROLLBACK}
   */
  public static State open(ByteString vaultKey, UserId user, Sealed state, long minimum) {
    if (state.rev() < minimum) {
      throw new ProtocolException(ErrorCode.STATE_ROLLBACK, "an older state than one seen");
    }
    ByteString padded =
        Aead.open(key(vaultKey), aad(user, state.rev()), state.bytes(), ErrorCode.VAULT_REFUSED);
    return StateBody.read(Padding.unpad(padded), user);
  }

  /** What the account key signs so that the server takes a state: {@code state-sig}. */
  public static ByteString record(UserId user, Sealed state) {
    return ByteWriter.labelled(Label.STATE_SIG)
        .variable(user.value())
        .u64(state.rev())
        .raw(Digest.sha256(state.bytes()))
        .done();
  }

  private static <K, V> Map<K, V> union(Map<K, V> one, Map<K, V> other, BinaryOperator<V> merge) {
    Map<K, V> all = new HashMap<>(one);
    other.forEach((key, value) -> all.merge(key, value, merge));
    return all;
  }

  private static ByteString key(ByteString vaultKey) {
    return Hkdf.derive(vaultKey, ByteWriter.labelled(Label.STATE_KEY).done());
  }

  private static ByteString aad(UserId user, long rev) {
    return ByteWriter.labelled(Label.STATE).variable(user.value()).u64(rev).done();
  }
}
