package dev.ren.message;

import dev.ren.chat.ChatHead;
import dev.ren.chat.HeadStore;
import dev.ren.chat.Rosters;
import dev.ren.platform.ChatId;
import dev.ren.platform.Json;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.realtime.ConnectionNotifier;
import dev.ren.realtime.LiveConnection;
import dev.ren.realtime.Notifier;
import dev.ren.realtime.PresenceStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the companion of a 1:1 in which both have written that somebody is typing. Nothing is
 * stored; in a group nobody is told.
 */
final class ShowTyping {
  /** A container passes on no more than one a second for each socket; what is more is dropped. */
  private static final long INTERVAL_MILLIS = 1000;

  private static final int REMEMBERED = 5000;

  private final HeadStore heads;
  private final PresenceStore presences;
  private final Notifier notifier;
  private final Clock clock;
  private final Map<String, Long> latest =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  ShowTyping(HeadStore heads, PresenceStore presences, Notifier notifier, Clock clock) {
    this.heads = heads;
    this.presences = presences;
    this.notifier = notifier;
    this.clock = clock;
  }

  static ShowTyping of(Platform platform) {
    return new ShowTyping(
        HeadStore.of(platform),
        PresenceStore.of(platform),
        ConnectionNotifier.of(platform),
        platform.clock());
  }

  /**
   * Tells: one call, 1.5 RRU.
   *
   * @throws Problem {@code chat_not_found}, {@code expired}
   */
  void show(Sender sender, ChatId chat) {
    Rosters.requireNamed(chat, sender.user());
    if (!(chat instanceof ChatId.Direct direct) || isTooSoon(sender)) {
      return;
    }
    HeadStore.View view = heads.view(chat, direct.members());
    sender.requireLive(view, presences, clock.millis());
    // Who has no chat with somebody can invent one's id, but not make it exist.
    ChatHead head = view.head().orElseThrow(Rosters::notFound);
    if (!head.bothWrote()) {
      return;
    }
    List<LiveConnection> companion =
        view.of(direct.companionOf(sender.user())).liveAt(clock.millis());
    if (companion.isEmpty()) {
      return;
    }
    notifier.push(
        companion,
        Json.text(
            json -> {
              json.writeStringField("type", "typing");
              json.writeStringField("chat_id", chat.value());
              json.writeStringField("user_id", sender.user().value());
            }));
  }

  private boolean isTooSoon(Sender sender) {
    String who = sender.connectionId().orElse(sender.user().value());
    long now = clock.millis();
    synchronized (latest) {
      Long before = latest.get(who);
      if (before != null && now - before < INTERVAL_MILLIS) {
        return true;
      }
      latest.put(who, now);
      return false;
    }
  }
}
