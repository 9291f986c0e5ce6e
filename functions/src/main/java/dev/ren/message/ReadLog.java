package dev.ren.message;

import dev.ren.chat.ChatHead;
import dev.ren.chat.HeadStore;
import dev.ren.chat.LogEntry;
import dev.ren.chat.LogStore;
import dev.ren.chat.MemberStore;
import dev.ren.chat.ReadMark;
import dev.ren.chat.Rosters;
import dev.ren.platform.ChatId;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads a page of a chat's log: 3 calls for a 1:1, 2 for a group. */
final class ReadLog {
  static final int MOST = 50;

  private final HeadStore heads;
  private final LogStore log;
  private final MemberStore members;
  private final Rosters rosters;

  ReadLog(HeadStore heads, LogStore log, MemberStore members, Rosters rosters) {
    this.heads = heads;
    this.log = log;
    this.members = members;
    this.rosters = rosters;
  }

  static ReadLog of(Platform platform) {
    LogStore log = LogStore.of(platform);
    return new ReadLog(HeadStore.of(platform), log, MemberStore.of(platform), new Rosters(log));
  }

  /** Which page. */
  sealed interface Range {
    record Newest() implements Range {}

    /** The first entries behind a number; −1 for all. */
    record After(long number) implements Range {}

    record Before(long number) implements Range {}
  }

  /**
   * A page.
   *
   * @param entries in the order of their numbers, at most as many as asked for: fewer where they
   *     are large
   * @param head the newest number there is
   * @param companionRead how far the other one of a 1:1 has read; until both have written only what
   *     follows from the other's own messages
   */
  record Page(List<LogEntry> entries, long head, OptionalLong companionRead) {}

  /**
   * Reads.
   *
   * @throws Problem {@code chat_not_found}
   */
  Page read(UserId reader, ChatId chat, Range range, int limit) {
    Rosters.requireNamed(chat, reader);
    ChatHead head = heads.find(chat).orElseThrow(Rosters::notFound);
    rosters.require(head, reader);
    List<LogEntry> entries = page(chat, range, limit).entries();
    long newest = entries.isEmpty() ? 0 : entries.getLast().number();
    return new Page(entries, Math.max(head.number(), newest), companionRead(head, reader));
  }

  private LogStore.Page page(ChatId chat, Range range, int limit) {
    return switch (range) {
      case Range.Newest newest -> log.before(chat, Long.MAX_VALUE, limit);
      case Range.After after -> log.after(chat, after.number(), limit);
      case Range.Before before -> log.before(chat, before.number(), limit);
    };
  }

  private OptionalLong companionRead(ChatHead head, UserId reader) {
    if (!(head.chat() instanceof ChatId.Direct direct)) {
      return OptionalLong.empty();
    }
    UserId companion = direct.companionOf(reader);
    ReadMark sent = head.sentBy(companion);
    if (!head.bothWrote()) {
      return OptionalLong.of(sent.number());
    }
    Optional<ReadMark> read = members.mark(companion, direct);
    return OptionalLong.of(read.orElse(ReadMark.START).orLater(sent).number());
  }
}
