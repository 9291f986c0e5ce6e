package dev.ren.chat;

import dev.ren.platform.ChatId;
import dev.ren.platform.UserId;

/**
 * The end of a chat's log as far as it was noted: it may lag behind the log, never be ahead of it.
 *
 * @param number of the newest entry
 * @param epoch the newest epoch up to there
 * @param epochEntry the number of that epoch's entry
 * @param at when the newest entry was stored, milliseconds since 1970
 * @param size of the newest entry's body in bytes: a list of chats leaves large ones out unread
 * @param before entries that stood there when the minute of {@code at} began
 * @param lower how far the lower user of a 1:1 has got by sending
 * @param higher the same of the higher user
 */
public record ChatHead(
    ChatId chat,
    long number,
    long epoch,
    long epochEntry,
    long at,
    int size,
    long before,
    ReadMark lower,
    ReadMark higher) {

  /**
   * Whether both people of a 1:1 have written in it. Until then one of them may be a stranger to
   * the other, and learns nothing of the other's presence, typing and reading.
   */
  public boolean bothWrote() {
    return lower.number() > 0 && higher.number() > 0;
  }

  /** How many entries came in this minute, as far as was noted. */
  public long inMinuteOf(long now) {
    return minute(now) == minute(at) ? number + 1 - before : 0;
  }

  static long minute(long millis) {
    return millis / 60_000;
  }

  /** How far a user has got by sending: whoever sends has read what stood before. */
  public ReadMark sentBy(UserId user) {
    return chat instanceof ChatId.Direct direct
        ? (user.equals(direct.lower()) ? lower : higher)
        : ReadMark.START;
  }
}
