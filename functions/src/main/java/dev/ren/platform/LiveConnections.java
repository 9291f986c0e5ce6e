package dev.ren.platform;

import java.util.function.Predicate;

/**
 * The open sockets of a user, as far as ending a session needs them. A port: {@code
 * dev.ren.realtime} implements it, {@code dev.ren.account} calls it, and neither knows the other.
 */
public interface LiveConnections {

  /**
   * Tells the sockets of these sessions {@code session_ended} and closes them. Best effort: a
   * socket that stays open is refused with every event, since its row is gone.
   */
  void end(UserId user, Predicate<String> sessionIds);
}
