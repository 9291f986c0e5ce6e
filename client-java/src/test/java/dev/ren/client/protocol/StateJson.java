package dev.ren.client.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** States and pins as the vectors write them. */
final class StateJson {
  private StateJson() {}

  static ObjectNode write(State state) {
    ObjectNode root = JsonFields.object();
    ObjectNode pins = root.putObject("pins");
    new TreeMap<>(state.pins()).forEach((user, pin) -> pins.set(user.value(), write(pin)));
    ObjectNode epochs = root.putObject("epochs");
    state
        .epochs()
        .forEach(
            (chat, head) ->
                epochs
                    .putObject(chat.value())
                    .put("n", head.number())
                    .put("hash", head.hash().toBase64Url())
                    .put("entry", head.entry()));
    ObjectNode settings = root.putObject("settings");
    new TreeMap<>(state.settings())
        .forEach(
            (name, setting) ->
                settings.putObject(name).put("at", setting.at()).put("value", setting.value()));
    return root;
  }

  static State read(JsonFields root) {
    Map<UserId, Pin> pins = new HashMap<>();
    root.fields("pins")
        .entries()
        .forEach(pin -> pins.put(new UserId(pin.getKey()), readPin(pin.getValue())));
    Map<ChatId, EpochHead> epochs = new HashMap<>();
    root.fields("epochs")
        .entries()
        .forEach(head -> epochs.put(ChatId.parse(head.getKey()), readHead(head.getValue())));
    Map<String, Setting> settings = new HashMap<>();
    root.fields("settings")
        .entries()
        .forEach(
            setting ->
                settings.put(
                    setting.getKey(),
                    new Setting(
                        setting.getValue().number("at"), setting.getValue().text("value"))));
    return new State(pins, epochs, settings);
  }

  static Pin readPin(JsonFields in) {
    return new Pin(
        new Login(in.text("login")),
        in.number("gen"),
        in.bytes("fp").exactly(Identity.FINGERPRINT, "fp"),
        in.optionalBytes("verified").map(fp -> fp.exactly(Identity.FINGERPRINT, "verified")),
        in.optionalBytes("blocked").map(fp -> fp.exactly(Identity.FINGERPRINT, "blocked")),
        in.optionalNumber("decided").orElse(0L));
  }

  private static EpochHead readHead(JsonFields in) {
    return new EpochHead(in.number("n"), in.bytes("hash").exactly(32, "hash"), in.number("entry"));
  }

  private static ObjectNode write(Pin pin) {
    ObjectNode node =
        JsonFields.object()
            .put("login", pin.login().value())
            .put("gen", pin.generation())
            .put("fp", pin.fingerprint().toBase64Url());
    pin.verified().ifPresent(fp -> node.put("verified", fp.toBase64Url()));
    pin.blocked().ifPresent(fp -> node.put("blocked", fp.toBase64Url()));
    if (pin.decided() > 0) {
      node.put("decided", pin.decided());
    }
    return node;
  }
}
