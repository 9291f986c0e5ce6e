package dev.ren.message;

import dev.ren.platform.ChatId;
import dev.ren.platform.Json;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import dev.ren.realtime.ConnectionNotifier;
import dev.ren.realtime.LiveConnection;
import dev.ren.realtime.Notifier;
import dev.ren.realtime.PresenceStore;
import java.util.Collection;
import java.util.List;

/** Tells all members, and the sender's other devices, that a message was taken back. */
final class RemovalNews {
  private final PresenceStore presences;
  private final Notifier notifier;

  RemovalNews(PresenceStore presences, Notifier notifier) {
    this.presences = presences;
    this.notifier = notifier;
  }

  static RemovalNews of(Platform platform) {
    return new RemovalNews(PresenceStore.of(platform), ConnectionNotifier.of(platform));
  }

  void tell(Collection<UserId> members, ChatId chat, long number) {
    List<LiveConnection> sockets =
        presences.find(members).stream()
            .flatMap(presence -> presence.connections().stream())
            .toList();
    if (sockets.isEmpty()) {
      return;
    }
    notifier.push(
        sockets,
        Json.text(
            json -> {
              json.writeStringField("type", "message_removed");
              json.writeStringField("chat_id", chat.value());
              json.writeNumberField("id", number);
            }));
  }
}
