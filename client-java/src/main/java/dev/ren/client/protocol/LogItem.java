package dev.ren.client.protocol;

import java.time.Duration;

/** What a person may see of a log entry after the checks of §11. */
public sealed interface LogItem {
  /** Its number in the log. */
  long id();

  /**
   * A message that passed every check.
   *
   * @param at the sender's time, {@code createdAt} the server's, in milliseconds since 1970
   * @param attached whether the entry attaches the very files that the body names; if not, its
   *     stored files are not to be had
   */
  record Message(
      long id,
      UserId sender,
      ByteString clientId,
      long at,
      long createdAt,
      Body body,
      ByteString hash,
      boolean attached)
      implements LogItem {
    private static final long TOLERANCE = Duration.ofMinutes(5).toMillis();

    /** Whether the two times differ by more than five minutes, which a client then says. */
    public boolean timesDiffer() {
      return Math.abs(at - createdAt) > TOLERANCE;
    }

    /** The time to show: the sender's unless the two differ. */
    public long shownAt() {
      return timesDiffer() ? createdAt : at;
    }
  }

  /** A message that its sender took back. */
  record Removed(long id, UserId sender, ByteString clientId, long createdAt) implements LogItem {}

  /** An epoch began. */
  record Epoch(long id, EpochRecord record) implements LogItem {}

  /** An entry that was refused: nothing of its content, only why. */
  record Refused(long id, ErrorCode reason) implements LogItem {}
}
