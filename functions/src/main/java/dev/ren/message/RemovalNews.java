package dev.ren.message;

import dev.ren.platform.ChatId;
import dev.ren.platform.Json;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import dev.ren.realtime.ConnectionNotifier;
import dev.ren.realtime.LiveConnection;
import dev.ren.realtime.Notifier;
import dev.ren.realtime.PresenceStore;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Tells all members, and the sender's other devices, that a message was taken back. */
final class RemovalNews {
  private final PresenceStore presences;
  private final Notifier notifier;
  private final Clock clock;

  RemovalNews(PresenceStore presences, Notifier notifier, Clock clock) {
    this.presences = presences;
    this.notifier = notifier;
    this.clock = clock;
  }

  static RemovalNews of(Platform platform) {
    return new RemovalNews(
        PresenceStore.of(platform), ConnectionNotifier.of(platform), platform.clock());
  }

  void tell(Collection<UserId> members, ChatId chat, long number) {
    long now = clock.millis();
    List<LiveConnection> live =
        presences.find(members).stream()
            .flatMap(presence -> presence.liveAt(now).stream())
            .toList();
    if (live.isEmpty()) {
      return;
    }
    notifier.push(
        live,
        Json.text(
            json -> {
              json.writeStringField("type", "message_removed");
              json.writeStringField("chat_id", chat.value());
              json.writeNumberField("id", number);
            }));
  }
}
