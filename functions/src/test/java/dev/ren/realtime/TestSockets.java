package dev.ren.realtime;

import dev.ren.platform.UserId;

/** Opens sockets without a gateway, for the tests of other packages. */
public final class TestSockets {
  private TestSockets() {}

  public static LiveConnection open(
      PresenceStore presences, UserId user, String id, long expiresAt) {
    LiveConnection connection = new LiveConnection(user, id, "session-" + id, expiresAt);
    presences.put(connection, 1);
    return connection;
  }
}
