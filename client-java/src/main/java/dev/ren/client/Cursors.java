package dev.ren.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import java.util.Optional;

/** The highest number of each chat that a watch has reported, kept across programs. */
final class Cursors {
  private static final String NAME = "cursors";

  private final ClientStore store;

  Cursors(ClientStore store) {
    this.store = store;
  }

  Optional<Long> find(ChatId chat) {
    return all().optionalNumber(chat.value());
  }

  void advance(ChatId chat, long number) {
    store.exclusively(
        () -> {
          ObjectNode node = all().toNode().put(chat.value(), number);
          store.write(NAME, node.toString());
          return true;
        });
  }

  private JsonFields all() {
    return JsonFields.parse(store.read(NAME).orElse("{}"));
  }
}
