package dev.ren.realtime;

import dev.ren.platform.UserId;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a user's sockets. It may name sockets that have expired or are gone: {@code
 * $disconnect} is best effort, so readers ask by time.
 *
 * @param seen when a socket of the user's last came, renewed or went, milliseconds since 1970; 0 if
 *     never
 */
public record Presence(UserId user, List<LiveConnection> connections, long seen) {

  public Presence {
    connections = List.copyOf(connections);
  }

  static Presence never(UserId user) {
    return new Presence(user, List.of(), 0);
  }

  public List<LiveConnection> liveAt(long now) {
    return connections.stream().filter(connection -> connection.isLiveAt(now)).toList();
  }

  public boolean isOnlineAt(long now) {
    return connections.stream().anyMatch(connection -> connection.isLiveAt(now));
  }

  public Optional<LiveConnection> connection(String id) {
    return connections.stream().filter(connection -> connection.id().equals(id)).findFirst();
  }
}
