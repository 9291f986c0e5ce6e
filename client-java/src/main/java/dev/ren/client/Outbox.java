package dev.ren.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.api.Wire;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.SealedMessage;
import dev.ren.client.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Sealed messages that no server has acknowledged yet, on disk before the first try, so that a
 * retry sends the same bytes (§13).
 */
final class Outbox {
  private static final String NAME = "outbox";

  private final ClientStore store;
  private final UserId self;

  Outbox(ClientStore store, UserId self) {
    this.store = store;
    this.self = self;
  }

  /**
   * A message on its way.
   *
   * @param after the newest number in which its client id was looked for and not found
   * @param body to seal again when its epoch is over
   */
  record Pending(ChatId chat, SealedMessage message, long after, Body.Outgoing body) {
    ByteString clientId() {
      return message.clientId();
    }

    Pending after(long number) {
      return new Pending(chat, message, number, body);
    }
  }

  /** Everything that waits, the oldest first. */
  List<Pending> all() {
    return store
        .read(NAME)
        .map(text -> JsonFields.parse(text).list("pending", this::readOne))
        .orElse(List.of());
  }

  /** Adds one at the end. */
  void add(Pending pending) {
    change(
        all -> {
          List<Pending> more = new ArrayList<>(all);
          more.add(pending);
          return more;
        });
  }

  /** Sets another in the place of one. */
  void replace(Pending old, Pending now) {
    change(all -> all.stream().map(p -> p.clientId().equals(old.clientId()) ? now : p).toList());
  }

  /** Forgets one: it was acknowledged, or never can be. */
  void remove(Pending pending) {
    change(all -> all.stream().filter(p -> !p.clientId().equals(pending.clientId())).toList());
  }

  private void change(UnaryOperator<List<Pending>> change) {
    store.exclusively(
        () -> {
          ObjectNode root = JsonFields.object();
          ArrayNode list = root.putArray("pending");
          for (Pending pending : change.apply(all())) {
            list.add(
                Wire.write(pending.chat(), pending.message(), pending.after())
                    .put("body", Body.encode(pending.body()).toBase64Url()));
          }
          store.write(NAME, root.toString());
          return true;
        });
  }

  private Pending readOne(JsonFields in) {
    return new Pending(
        ChatId.parse(in.text("chat_id")),
        Wire.readMessage(in, self),
        in.number("after"),
        readBody(in.bytes("body")));
  }

  private static Body.Outgoing readBody(ByteString encoded) {
    if (Body.decode(encoded) instanceof Body.Outgoing body) {
      return body;
    }
    throw JsonFields.malformed("an outbox of a later version");
  }
}
