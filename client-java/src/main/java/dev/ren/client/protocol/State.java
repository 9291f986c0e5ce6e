package dev.ren.client.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What travels with an account (§8), so that a fresh client notices swapped keys and rolled-back
 * chats.
 *
 * @param settings of clients, carried as they are
 */
public record State(Map<UserId, Pin> pins, Map<ChatId, EpochHead> epochs, ObjectNode settings) {
  /** Most bytes of a sealed state. */
  public static final int MAX_SEALED = 65_536;

  private static final int VERSION = 1;

  public State {
    pins = Map.copyOf(pins);
    epochs = Map.copyOf(epochs);
    settings = settings.deepCopy();
  }

  /** The state of a new account. */
  public static State empty() {
    return new State(Map.of(), Map.of(), JsonFields.object());
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

  /**
   * This, the stored one, with what another client has: no pin gets lost, of two epoch heads the
   * higher holds, a setting of {@code other} wins.
   */
  public State merge(State other) {
    Map<UserId, Pin> allPins = new HashMap<>(pins);
    other.pins.forEach((user, pin) -> allPins.merge(user, pin, Pin::merge));
    Map<ChatId, EpochHead> heads = new HashMap<>(epochs);
    other.epochs.forEach(
        (chat, head) ->
            heads.merge(chat, head, (one, two) -> two.number() > one.number() ? two : one));
    ObjectNode allSettings = settings.deepCopy();
    allSettings.setAll(other.settings);
    return new State(allPins, heads, allSettings);
  }

  /** Seals under a key of the vault key's. */
  public Sealed seal(RandomSource random, ByteString vaultKey, UserId user, long rev) {
    ByteString sealed =
        Aead.seal(random, key(vaultKey), aad(user, rev), Padding.pad(utf8(toJson())));
    if (sealed.size() > MAX_SEALED) {
      throw new ProtocolException(ErrorCode.MALFORMED, "state over 64 KiB");
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
    return fromJson(new ByteReader("state", Padding.unpad(padded)).restText());
  }

  /** The JSON text inside the seal. */
  String toJson() {
    ObjectNode root = JsonFields.object();
    root.put("v", VERSION);
    ObjectNode pinNodes = root.putObject("pins");
    new TreeMap<>(pins)
        .forEach(
            (user, pin) -> {
              ObjectNode node = pinNodes.putObject(user.value());
              node.put("login", pin.login().value());
              node.put("gen", pin.generation());
              node.put("fp", pin.fingerprint().toBase64Url());
              pin.verified().ifPresent(fp -> node.put("verified", fp.toBase64Url()));
              pin.blocked().ifPresent(fp -> node.put("blocked", fp.toBase64Url()));
            });
    ObjectNode epochNodes = root.putObject("epochs");
    epochs.forEach(
        (chat, head) ->
            epochNodes
                .putObject(chat.value())
                .put("n", head.number())
                .put("hash", head.hash().toBase64Url())
                .put("entry", head.entry()));
    root.set("settings", settings);
    return root.toString();
  }

  /** Reads the JSON text inside the seal. */
  static State fromJson(String text) {
    JsonFields root = JsonFields.parse(text);
    if (root.number("v") != VERSION) {
      throw new ProtocolException(ErrorCode.MALFORMED, "unknown version of the state");
    }
    Map<UserId, Pin> pins = new HashMap<>();
    for (Map.Entry<String, JsonFields> entry : root.fields("pins").entries()) {
      JsonFields pin = entry.getValue();
      pins.put(
          new UserId(entry.getKey()),
          new Pin(
              new Login(pin.text("login")),
              pin.number("gen"),
              pin.bytes("fp").exactly(32, "fp"),
              pin.optionalBytes("verified"),
              pin.optionalBytes("blocked")));
    }
    Map<ChatId, EpochHead> epochs = new HashMap<>();
    for (Map.Entry<String, JsonFields> entry : root.fields("epochs").entries()) {
      JsonFields head = entry.getValue();
      epochs.put(
          ChatId.parse(entry.getKey()),
          new EpochHead(
              head.number("n"), head.bytes("hash").exactly(32, "hash"), head.number("entry")));
    }
    ObjectNode settings =
        root.optionalFields("settings").map(JsonFields::toNode).orElseGet(JsonFields::object);
    return new State(pins, epochs, settings);
  }

  private static ByteString utf8(String text) {
    return ByteString.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ByteString key(ByteString vaultKey) {
    return Hkdf.derive(vaultKey, ByteWriter.labelled(Label.STATE_KEY).done());
  }

  private static ByteString aad(UserId user, long rev) {
    return ByteWriter.labelled(Label.STATE).variable(user.value()).u64(rev).done();
  }
}
