package dev.ren.realtime;

import dev.ren.platform.Json;
import dev.ren.platform.LiveConnections;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/** The open sockets of a user's sessions. */
public final class SocketSessions implements LiveConnections {
  private final ConnectionStore rows;
  private final PresenceStore presences;
  private final Contacts contacts;
  private final Notifier notifier;
  private final Clock clock;

  SocketSessions(
      ConnectionStore rows,
      PresenceStore presences,
      Contacts contacts,
      Notifier notifier,
      Clock clock) {
    this.rows = rows;
    this.presences = presences;
    this.contacts = contacts;
    this.notifier = notifier;
    this.clock = clock;
  }

  /**
   * The port for {@code dev.ren.account}, put together when a session is ended: functions that only
   * open sessions need neither the tables nor the gateway.
   */
  public static LiveConnections of(Platform platform) {
    return (user, sessionIds) ->
        new SocketSessions(
                ConnectionStore.of(platform),
                PresenceStore.of(platform),
                Contacts.of(platform),
                ConnectionNotifier.of(platform),
                platform.clock())
            .end(user, sessionIds);
  }

  /**
   * The rows go first: from then on nothing that a socket says is heard, if it closes or not. Its
   * {@code $disconnect} finds no row any more, so the contacts are told here.
   */
  @Override
  public void end(UserId user, Predicate<String> sessionIds) {
    List<LiveConnection> ended =
        presences.find(user).connections().stream()
            .filter(connection -> sessionIds.test(connection.session()))
            .toList();
    if (ended.isEmpty()) {
      return;
    }
    ended.forEach(connection -> rows.delete(connection.id()));
    long now = clock.millis();
    Presence left = presences.remove(user, ended.stream().map(LiveConnection::id).toList(), now);
    String event = Json.text(json -> json.writeStringField("type", "session_ended"));
    ended.forEach(connection -> notifier.close(connection, event));
    if (!left.isOnlineAt(now)) {
      notifier.push(contacts.liveAt(user, now), ContactStatus.of(left, now).update());
    }
  }
}
