package dev.ren.message;

import dev.ren.chat.ChatHead;
import dev.ren.chat.EntryJson;
import dev.ren.chat.HeadStore;
import dev.ren.chat.LogEntry;
import dev.ren.chat.LogStore;
import dev.ren.chat.Rosters;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Json;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.realtime.ConnectionNotifier;
import dev.ren.realtime.LiveConnection;
import dev.ren.realtime.Notifier;
import dev.ren.realtime.Presence;
import dev.ren.realtime.PresenceStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

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

  public SendMessage(
      HeadStore heads,
      PresenceStore presences,
      LogStore log,
      Rosters rosters,
      Notifier notifier,
      Clock clock) {
    this.heads = heads;
    this.presences = presences;
    this.rosters = rosters;
    this.append = new AppendMessage(log, clock);
    this.notifier = notifier;
    this.clock = clock;
  }

  static SendMessage of(Platform platform) {
    LogStore log = LogStore.of(platform);
    return new SendMessage(
        HeadStore.of(platform),
        PresenceStore.of(platform),
        log,
        new Rosters(log),
        ConnectionNotifier.of(platform),
        platform.clock());
  }

  /**
   * Sends.
   *
   * @return the message as it stands in the log, also where an earlier attempt had put it there
   * @throws Problem {@code chat_not_found}, {@code expired}, {@code stale_epoch}, {@code
   *     sync_first}, {@code conflict}, {@code epoch_refused}, {@code bad_request}, {@code
   *     unavailable}
   */
  public LogEntry.Message send(Sender sender, OutgoingMessage message) {
    Rosters.requireNamed(message.chat(), sender.user());
    HeadStore.View view = heads.view(message.chat(), watched(message.chat(), sender.user()));
    requireLive(sender, view);
    // The batch may lag behind a creation that was acknowledged a moment ago.
    ChatHead head = view.head().or(() -> heads.find(message.chat())).orElseThrow(Rosters::notFound);
    List<UserId> members = rosters.require(head, sender.user());
    LogEntry.Message stored = append.append(head, message);
    // For a repeat too: the first attempt may have ended between the log and here.
    heads.advance(stored);
    tell(sender, stored, audience(view, members));
    return stored;
  }

  /** Those whose sockets are read with the head: both of a 1:1, of a group only the sender. */
  private static List<UserId> watched(ChatId chat, UserId sender) {
    return chat instanceof ChatId.Direct direct ? direct.members() : List.of(sender);
  }

  /** A socket that was ended, or whose token ran out, is heard no more. */
  private void requireLive(Sender sender, HeadStore.View view) {
    if (sender.connectionId().isEmpty()) {
      return;
    }
    String id = sender.connectionId().get();
    boolean live =
        view.of(sender.user())
            .connection(id)
            .or(() -> presences.find(sender.user()).connection(id))
            .filter(connection -> connection.isLiveAt(clock.millis()))
            .isPresent();
    if (!live) {
      throw Problem.of(ErrorCode.EXPIRED, "renew the token with register, or connect anew");
    }
  }

  private List<Presence> audience(HeadStore.View view, List<UserId> members) {
    return view.presences().size() == members.size() ? view.presences() : presences.find(members);
  }

  private void tell(Sender sender, LogEntry.Message stored, List<Presence> audience) {
    long now = clock.millis();
    List<LiveConnection> others =
        audience.stream()
            .flatMap(presence -> presence.liveAt(now).stream())
            .filter(connection -> !sender.connectionId().equals(Optional.of(connection.id())))
            .toList();
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
