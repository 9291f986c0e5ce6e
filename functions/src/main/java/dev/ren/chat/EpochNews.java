package dev.ren.chat;

import dev.ren.platform.Json;
import dev.ren.platform.UserId;
import dev.ren.realtime.LiveConnection;
import dev.ren.realtime.Notifier;
import dev.ren.realtime.PresenceStore;
import java.time.Clock;
import java.util.Collection;
import java.util.List;

/** Tells members that their chat has a new epoch. */
final class EpochNews {
  private final PresenceStore presences;
  private final Notifier notifier;
  private final Clock clock;

  EpochNews(PresenceStore presences, Notifier notifier, Clock clock) {
    this.presences = presences;
    this.notifier = notifier;
    this.clock = clock;
  }

  void tell(Collection<UserId> members, LogEntry.Epoch epoch) {
    long now = clock.millis();
    List<LiveConnection> live =
        presences.find(members).stream()
            .flatMap(presence -> presence.liveAt(now).stream())
            .toList();
    notifier.push(
        live,
        Json.text(
            json -> {
              json.writeStringField("type", "new_epoch");
              json.writeStringField("chat_id", epoch.chat().value());
              json.writeNumberField("id", epoch.number());
            }));
  }
}
