package dev.ren.message;

import dev.ren.chat.ChatHead;
import dev.ren.chat.HeadStore;
import dev.ren.chat.LogEntry;
import dev.ren.chat.LogStore;
import dev.ren.chat.MemberStore;
import dev.ren.chat.ReadMark;
import dev.ren.chat.Rosters;
import dev.ren.platform.ChatId;
import dev.ren.platform.Json;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.realtime.ConnectionNotifier;
import dev.ren.realtime.LiveConnection;
import dev.ren.realtime.Notifier;
import dev.ren.realtime.Presence;
import dev.ren.realtime.PresenceStore;
import java.time.Clock;
import java.util.List;

/**
 * Moves a read mark forward, and tells the reader's other devices and, once both have written, the
 * companion.
 */
final class MarkRead {
  private final HeadStore heads;
  private final PresenceStore presences;
  private final LogStore log;
  private final MemberStore members;
  private final Notifier notifier;
  private final Clock clock;
  private final Rosters rosters;

  MarkRead(
      HeadStore heads,
      PresenceStore presences,
      LogStore log,
      MemberStore members,
      Notifier notifier,
      Clock clock) {
    this.heads = heads;
    this.presences = presences;
    this.log = log;
    this.members = members;
    this.notifier = notifier;
    this.clock = clock;
    this.rosters = new Rosters(log);
  }

  static MarkRead of(Platform platform) {
    return new MarkRead(
        HeadStore.of(platform),
        PresenceStore.of(platform),
        LogStore.of(platform),
        MemberStore.of(platform),
        ConnectionNotifier.of(platform),
        platform.clock());
  }

  /**
   * Marks everything up to an entry as read; a mark that is there or further on already stays.
   *
   * @throws Problem {@code chat_not_found}, {@code expired}, {@code bad_request} if there is no
   *     such entry
   */
  void mark(Sender reader, ChatId chat, long number) {
    Rosters.requireNamed(chat, reader.user());
    HeadStore.View view = heads.view(chat, Sender.watched(chat, reader.user()));
    reader.requireLive(view, presences, clock.millis());
    ChatHead head = view.head().or(() -> heads.find(chat)).orElseThrow(Rosters::notFound);
    rosters.require(head, reader.user());
    ReadMark mark = new ReadMark(number, epochAt(head, number));
    if (members.moveMark(reader.user(), chat, mark)) {
      tell(reader, head, number, view);
    }
  }

  /** Known from the head but for entries behind it, if it lags, and those of earlier epochs. */
  private long epochAt(ChatHead head, long number) {
    if (number >= head.epochEntry() && number <= head.number()) {
      return head.epoch();
    }
    return log.find(head.chat(), number)
        .map(LogEntry::epoch)
        .orElseThrow(() -> Problem.badRequest("there is no entry " + number));
  }

  private void tell(Sender reader, ChatHead head, long number, HeadStore.View view) {
    List<Presence> audience = head.bothWrote() ? view.presences() : List.of(view.of(reader.user()));
    List<LiveConnection> others = reader.others(audience);
    if (others.isEmpty()) {
      return;
    }
    notifier.push(
        others,
        Json.text(
            json -> {
              json.writeStringField("type", "read");
              json.writeStringField("chat_id", head.chat().value());
              json.writeStringField("user_id", reader.user().value());
              json.writeNumberField("id", number);
            }));
  }
}
