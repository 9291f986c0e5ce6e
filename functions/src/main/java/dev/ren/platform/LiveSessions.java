package dev.ren.platform;

/** Whether a session is alive at this moment. A port, so that tests end sessions at will. */
@FunctionalInterface
public interface LiveSessions {

  /**
   * Asks, consistently: an end that was acknowledged before is seen.
   *
   * @param now milliseconds since 1970
   */
  boolean isAlive(UserId user, String sessionId, long now);
}
