package dev.ren.realtime;

import dev.ren.platform.LiveConnections;
import dev.ren.platform.Platform;

/** The open sockets of a user's sessions. */
public final class SocketSessions {
  private SocketSessions() {}

  /** The port for {@code dev.ren.account}. */
  public static LiveConnections of(Platform platform) {
    return (user, sessionIds) -> platform.clock();
  }
}
