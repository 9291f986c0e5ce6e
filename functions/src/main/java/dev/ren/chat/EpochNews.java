package dev.ren.chat;

import dev.ren.platform.Json;
import dev.ren.platform.UserId;
import dev.ren.realtime.LiveConnection;
import dev.ren.realtime.Notifier;
import dev.ren.realtime.PresenceStore;
import java.util.Collection;
import java.util.List;

/** Tells members that their chat has a new epoch. */
final class EpochNews {
  private final PresenceStore presences;
  private final Notifier notifier;

  EpochNews(PresenceStore presences, Notifier notifier) {
    this.presences = presences;
    this.notifier = notifier;
  }

  void tell(Collection<UserId> members, LogEntry.Epoch epoch) {
    List<LiveConnection> sockets =
        presences.find(members).stream()
            .flatMap(presence -> presence.connections().stream())
            .toList();
    notifier.push(
        sockets,
        Json.text(
            json -> {
              json.writeStringField("type", "new_epoch");
              json.writeStringField("chat_id", epoch.chat().value());
              json.writeNumberField("id", epoch.number());
            }));
  }
}
