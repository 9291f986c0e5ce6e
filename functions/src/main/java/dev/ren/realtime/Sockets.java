package dev.ren.realtime;

import dev.ren.platform.Caller;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.LiveSessions;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.time.Clock;
import java.util.List;

/**
 * The life of sockets, and who is told of it: the people of a user's 1:1 chats, once both have
 * written there, hear when the first socket opens and when the last one closes.
 */
final class Sockets {
  /** More than anybody's devices and tabs; every send to the user reads them all. */
  private static final int MOST = 20;

  private final ConnectionStore rows;
  private final PresenceStore presences;
  private final Contacts contacts;
  private final LiveSessions sessions;
  private final Notifier notifier;
  private final Clock clock;

  Sockets(
      ConnectionStore rows,
      PresenceStore presences,
      Contacts contacts,
      LiveSessions sessions,
      Notifier notifier,
      Clock clock) {
    this.rows = rows;
    this.presences = presences;
    this.contacts = contacts;
    this.sessions = sessions;
    this.notifier = notifier;
    this.clock = clock;
  }

  static Sockets of(Platform platform) {
    return new Sockets(
        ConnectionStore.of(platform),
        PresenceStore.of(platform),
        Contacts.of(platform),
        platform.liveSessions(),
        ConnectionNotifier.of(platform),
        platform.clock());
  }

  /**
   * A socket opens: 2 WRU, 2 RRU, and if it is the first one, a query and a batch for the contacts.
   *
   * @throws Problem {@code rate_limited} if the user has too many already, {@code expired} if the
   *     session has ended
   */
  void open(Caller caller, String connectionId) {
    long now = clock.millis();
    LiveConnection connection =
        new LiveConnection(caller.user(), connectionId, caller.sessionId(), caller.expiresAt());
    rows.put(connection, now);
    Presence before = presences.put(connection, now);
    if (before.liveAt(now).size() >= MOST) {
      forget(connection);
      throw Problem.rateLimited(60);
    }
    requireSession(connection);
    List<String> expired =
        before.connections().stream()
            .filter(old -> !old.isLiveAt(now))
            .map(LiveConnection::id)
            .toList();
    if (!expired.isEmpty()) {
      presences.remove(caller.user(), expired, now);
    }
    if (!before.isOnlineAt(now)) {
      tellContacts(new ContactStatus(caller.user(), true, 0));
    }
  }

  /**
   * Asked only after the rows are written: whoever ends the session from then on finds them, and
   * who ended it before is seen here. Asked before, an end in between would leave the socket open.
   */
  private void requireSession(LiveConnection connection) {
    if (!sessions.isAlive(connection.user(), connection.session(), clock.millis())) {
      forget(connection);
      throw Problem.of(ErrorCode.EXPIRED, "the session has ended");
    }
  }

  /** A socket is gone; its row says whose it was, if it is not forgotten already. */
  void close(String connectionId) {
    rows.find(connectionId)
        .ifPresent(
            connection -> {
              Presence left = forget(connection);
              if (!left.isOnlineAt(clock.millis())) {
                tellContacts(new ContactStatus(connection.user(), false, left.seen()));
              }
            });
  }

  private Presence forget(LiveConnection connection) {
    rows.delete(connection.id());
    return presences.remove(connection.user(), List.of(connection.id()), clock.millis());
  }

  /**
   * Renews a socket: 2 WRU, 2 RRU.
   *
   * @param renewed who the newer token names; it must be the socket's user and session
   * @throws Problem {@code expired} if there is no such socket of that session, or it was ended
   */
  LiveConnection renew(Caller renewed, String connectionId) {
    LiveConnection connection =
        new LiveConnection(renewed.user(), connectionId, renewed.sessionId(), renewed.expiresAt());
    if (!rows.renew(connection)) {
      throw expired();
    }
    presences.put(connection, clock.millis());
    requireSession(connection);
    return connection;
  }

  /**
   * The socket as it stands: 1 RRU.
   *
   * @throws Problem {@code expired} if it was ended, or its token ran out
   */
  LiveConnection require(Caller caller, String connectionId) {
    return presences
        .find(caller.user())
        .connection(connectionId)
        .filter(connection -> connection.isLiveAt(clock.millis()))
        .orElseThrow(Sockets::expired);
  }

  /** Who of the user's contacts is there: one query and a batch for every 50. */
  List<ContactStatus> contacts(UserId user) {
    long now = clock.millis();
    return contacts.of(user).stream().map(presence -> ContactStatus.of(presence, now)).toList();
  }

  private void tellContacts(ContactStatus status) {
    List<LiveConnection> live = contacts.liveAt(status.user(), clock.millis());
    if (live.isEmpty()) {
      return;
    }
    notifier.push(live, status.update());
  }

  private static Problem expired() {
    return Problem.of(ErrorCode.EXPIRED, "renew the token with register, or connect anew");
  }
}
