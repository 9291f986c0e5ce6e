package dev.ren.client.protocol;

/** An entry of a chat's log as a server gave it, not verified yet. */
public sealed interface LogEntry {
  /** Its number in the log. */
  long id();

  /**
   * A message.
   *
   * @param createdAt the server's time in milliseconds since 1970
   */
  record Message(long id, SealedMessage sealed, long createdAt) implements LogEntry {}

  /**
   * A message that its sender took back.
   *
   * @param createdAt the server's time of the message in milliseconds since 1970
   */
  record Removed(long id, Removal removal, long createdAt) implements LogEntry {}

  /**
   * The beginning of an epoch.
   *
   * @param createdAt the server's time in milliseconds since 1970
   */
  record Epoch(long id, SignedEpoch signed, long createdAt) implements LogEntry {}
}
