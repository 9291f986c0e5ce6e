package dev.ren.message;

import dev.ren.chat.ChatHead;
import dev.ren.chat.LogEntry;
import dev.ren.chat.LogStore;
import dev.ren.chat.Rosters;
import dev.ren.chat.SealedMessage;
import dev.ren.file.AttachFiles;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import java.time.Clock;
import java.util.Optional;

/**
 * Puts a message at the end of a log, once.
 *
 * <p>Why it is exact. A writer starts behind the head, which is never ahead of the log, and takes
 * the first free number, looking at every entry on its way. So numbers stay dense; a newer epoch on
 * the way is seen before anything is written behind it; and an earlier attempt of the same message
 * is found, since it can only stand behind {@code after}: up to the head by the search, from there
 * on by the walk.
 */
final class AppendMessage {
  /**
   * Entries of a chat in a minute, after which it takes no more until the next: faster than people
   * write. It costs nothing, since the head that every send reads and writes anyway counts them; it
   * may let a few more through that come at the same moment.
   */
  static final int MOST_IN_A_MINUTE = 300;

  /** A sender who is further behind reads first; it finds its own message there if it arrived. */
  private static final long LARGEST_GAP = 500;

  /** Lost races after which the rest of the log is read at once instead of entry by entry. */
  private static final int ENTRY_BY_ENTRY = 3;

  /** Lost races after which the sender is asked to come again. */
  private static final int MOST_RACES = 60;

  private static final int PAGE = 100;

  private final LogStore log;
  private final AttachFiles attachFiles;
  private final Clock clock;
  private final int mostInAMinute;

  AppendMessage(LogStore log, AttachFiles attachFiles, Clock clock, int mostInAMinute) {
    this.log = log;
    this.attachFiles = attachFiles;
    this.clock = clock;
    this.mostInAMinute = mostInAMinute;
  }

  /**
   * Appends, or finds what an earlier attempt has appended.
   *
   * @param head the chat's, which may lag behind the log
   * @throws Problem {@code stale_epoch}, {@code sync_first}, {@code conflict}, {@code
   *     epoch_refused}, {@code file_not_ready}, {@code bad_request}, {@code rate_limited}, {@code
   *     unavailable}
   */
  LogEntry.Message append(ChatHead head, OutgoingMessage message) {
    if (head.number() > message.after()) {
      Optional<LogEntry.Message> earlier = search(head, message);
      if (earlier.isPresent()) {
        return earlier.get();
      }
    }
    requirePace(head);
    Walk walk = new Walk(message, head);
    if (walk.isBehindSender() && walk.toEnd()) {
      return walk.earlier().orElseThrow();
    }
    walk.requireFit();
    attachFiles.attach(
        message.sealed().sender(),
        message.chat(),
        message.sealed().clientId(),
        message.sealed().files());
    for (int race = 0; race < MOST_RACES; race++) {
      walk.requireFit();
      LogEntry.Message entry = walk.entry(clock.millis());
      Optional<LogEntry> taken = log.append(entry);
      if (taken.isEmpty()) {
        return entry;
      }
      if (walk.meet(taken.get()) || (race >= ENTRY_BY_ENTRY && walk.toEnd())) {
        return walk.earlier().orElseThrow();
      }
    }
    throw Problem.unavailable(new IllegalStateException("lost too many races for a number"));
  }

  private void requirePace(ChatHead head) {
    long now = clock.millis();
    if (head.inMinuteOf(now) >= mostInAMinute) {
      throw Problem.rateLimited((int) (60 - now / 1000 % 60));
    }
  }

  private Optional<LogEntry.Message> search(ChatHead head, OutgoingMessage message) {
    if (head.number() - message.after() > LARGEST_GAP) {
      throw syncFirst();
    }
    SealedMessage sealed = message.sealed();
    LogStore.Page found =
        log.search(
            message.chat(), sealed.sender(), sealed.clientId(), message.after() + 1, head.number());
    if (!found.entries().isEmpty()) {
      return Optional.of(requireSame(found.entries().getFirst(), sealed));
    }
    if (found.more()) {
      throw syncFirst();
    }
    return Optional.empty();
  }

  private static Problem syncFirst() {
    return Problem.of(ErrorCode.SYNC_FIRST, "read the log from your cursor, then send again");
  }

  private static LogEntry.Message requireSame(LogEntry earlier, SealedMessage sealed) {
    if (earlier instanceof LogEntry.Message message && message.sealed().isSameAs(sealed)) {
      return message;
    }
    throw Problem.of(ErrorCode.CONFLICT, "this client id belongs to another message of yours");
  }

  /** One writer on its way to the end of the log. */
  private final class Walk {
    private final OutgoingMessage message;
    private final SealedMessage sealed;
    private long next;
    private long epoch;
    private long epochEntry;
    private Optional<LogEntry.Message> earlier = Optional.empty();

    Walk(OutgoingMessage message, ChatHead head) {
      this.message = message;
      this.sealed = message.sealed();
      this.next = head.number() + 1;
      this.epoch = head.epoch();
      this.epochEntry = head.epochEntry();
    }

    Optional<LogEntry.Message> earlier() {
      return earlier;
    }

    /** The sender has seen more than the head tells: the head lags, or the sender errs. */
    boolean isBehindSender() {
      return sealed.epoch() > epoch || sealed.seen() >= next;
    }

    /**
     * Passes an entry; true if it is the message itself. The roster was checked at the head, which
     * may lag: a newer epoch on the way may have removed the sender.
     */
    boolean meet(LogEntry entry) {
      if (entry instanceof LogEntry.Message other
          && other.isOf(sealed.sender(), sealed.clientId())) {
        earlier = Optional.of(requireSame(other, sealed));
        return true;
      }
      if (entry instanceof LogEntry.Epoch newer) {
        Rosters.requireIn(newer, sealed.sender());
      }
      next = entry.number() + 1;
      epoch = entry.epoch();
      epochEntry = entry.epochEntry();
      return false;
    }

    /** Passes all that is there; true if the message itself is met. */
    boolean toEnd() {
      LogStore.Page page;
      do {
        page = log.after(message.chat(), next - 1, PAGE);
        for (LogEntry entry : page.entries()) {
          if (meet(entry)) {
            return true;
          }
        }
      } while (page.more());
      return false;
    }

    /** Whether a reader would take the message at the number that is to be tried. */
    void requireFit() {
      if (sealed.epoch() < epoch) {
        throw Problem.of(ErrorCode.STALE_EPOCH, "the chat has a newer epoch");
      }
      if (sealed.epoch() > epoch) {
        throw Problem.of(ErrorCode.EPOCH_REFUSED, "the chat has no such epoch");
      }
      if (sealed.seen() >= next) {
        throw Problem.badRequest("seen names an entry that is not there");
      }
    }

    LogEntry.Message entry(long createdAt) {
      return new LogEntry.Message(message.chat(), next, epochEntry, createdAt, sealed);
    }
  }
}
