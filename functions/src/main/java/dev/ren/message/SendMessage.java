package dev.ren.message;

import dev.ren.chat.ChatHead;
import dev.ren.chat.EntryJson;
import dev.ren.chat.HeadStore;
import dev.ren.chat.LogEntry;
import dev.ren.chat.LogStore;
import dev.ren.chat.Rosters;
import dev.ren.file.AttachFiles;
import dev.ren.platform.ChatId;
import dev.ren.platform.Json;
import dev.ren.platform.Metrics;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.realtime.ConnectionNotifier;
import dev.ren.realtime.ContactStatus;
import dev.ren.realtime.LiveConnection;
import dev.ren.realtime.Notifier;
import dev.ren.realtime.Presence;
import dev.ren.realtime.PresenceStore;
import java.time.Clock;
import java.util.List;

/**
 * A message's way through the server: who may, store once, tell the others. REST and socket are two
 * thin handlers over this. A small text in a 1:1 costs 3 calls, 1.5 RRU and 2 WRU.
 */
public final class SendMessage {
  private final HeadStore heads;
  private final PresenceStore presences;
  private final Rosters rosters;
  private final AppendMessage append;
  private final Notifier notifier;
  private final Clock clock;

  SendMessage(
      HeadStore heads,
      PresenceStore presences,
      AppendMessage append,
      Rosters rosters,
      Notifier notifier,
      Clock clock) {
    this.heads = heads;
    this.presences = presences;
    this.rosters = rosters;
    this.append = append;
    this.notifier = notifier;
    this.clock = clock;
  }

  static SendMessage of(Platform platform) {
    LogStore log = LogStore.of(platform);
    return new SendMessage(
        HeadStore.of(platform),
        PresenceStore.of(platform),
        new AppendMessage(
            log,
            AttachFiles.of(platform),
            platform.clock(),
            platform.rateLimiter().scaled(AppendMessage.MOST_IN_A_MINUTE)),
        new Rosters(log),
        ConnectionNotifier.of(platform),
        platform.clock());
  }

  /**
   * Sends.
   *
   * @return the message as it stands in the log, also where an earlier attempt had put it there
   * @throws Problem {@code chat_not_found}, {@code expired}, {@code stale_epoch}, {@code
   *     sync_first}, {@code conflict}, {@code epoch_refused}, {@code file_not_ready}, {@code
   *     bad_request}, {@code rate_limited}, {@code unavailable}
   */
  public LogEntry.Message send(Sender sender, OutgoingMessage message) {
    Rosters.requireNamed(message.chat(), sender.user());
    HeadStore.View view = heads.view(message.chat(), Sender.watched(message.chat(), sender.user()));
    sender.requireLive(view, presences, clock.millis());
    // The batch may lag behind a creation that was acknowledged a moment ago.
    ChatHead head = view.head().or(() -> heads.find(message.chat())).orElseThrow(Rosters::notFound);
    List<UserId> members = rosters.require(head, sender.user());
    LogEntry.Message stored = append.append(head, message);
    // For a repeat too: the first attempt may have ended between the log and here.
    heads.advance(head, stored);
    Metrics.process().count(Metrics.Metric.SENDS);
    tell(sender, stored, audience(message.chat(), view, members));
    if (message.chat() instanceof ChatId.Direct direct && isFirstAnswer(head, direct, sender)) {
      introduce(view, direct);
    }
    return stored;
  }

  private static boolean isFirstAnswer(ChatHead head, ChatId.Direct chat, Sender sender) {
    return head.sentBy(sender.user()).number() == 0
        && head.sentBy(chat.companionOf(sender.user())).number() > 0;
  }

  /** From now on both see whether the other is there, which neither was told before. */
  private void introduce(HeadStore.View view, ChatId.Direct chat) {
    long now = clock.millis();
    for (UserId user : chat.members()) {
      List<LiveConnection> live = view.of(user).liveAt(now);
      if (!live.isEmpty()) {
        notifier.push(live, ContactStatus.of(view.of(chat.companionOf(user)), now).update());
      }
    }
  }

  /** Of a 1:1 both were read with the head. */
  private List<Presence> audience(ChatId chat, HeadStore.View view, List<UserId> members) {
    return chat instanceof ChatId.Direct ? view.presences() : presences.find(members);
  }

  private void tell(Sender sender, LogEntry.Message stored, List<Presence> audience) {
    List<LiveConnection> others = sender.others(audience);
    if (!others.isEmpty()) {
      notifier.push(others, newMessage(stored));
    }
  }

  private static String newMessage(LogEntry.Message stored) {
    return Json.text(
        json -> {
          json.writeStringField("type", "new_message");
          json.writeStringField("chat_id", stored.chat().value());
          json.writeFieldName("entry");
          EntryJson.writeObject(stored, json);
        });
  }
}
