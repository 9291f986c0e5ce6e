package dev.ren.chat;

/**
 * How far someone has read.
 *
 * @param number of the newest entry that was read
 * @param epoch in force at that entry: the epoch entries after it are no messages to be read
 */
public record ReadMark(long number, long epoch) {
  public static final ReadMark START = new ReadMark(0, 0);

  /** The one further on. */
  public ReadMark orLater(ReadMark other) {
    return other.number > number ? other : this;
  }

  /** How many messages stand after the mark: an upper bound, since some may be the reader's own. */
  public long unread(ChatHead head) {
    return Math.max(0, head.number() - number - Math.max(0, head.epoch() - epoch));
  }
}
