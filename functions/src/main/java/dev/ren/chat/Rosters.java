package dev.ren.chat;

import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is in a chat. Of a 1:1 the id says it, without a read; of a group the record of its newest
 * epoch, which never changes and is therefore kept.
 */
public final class Rosters {
  private static final int KEPT = 200;

  private final LogStore log;
  private final Map<String, List<UserId>> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<UserId>> eldest) {
          return size() > KEPT;
        }
      };

  public Rosters(LogStore log) {
    this.log = log;
  }

  /**
   * Checks a 1:1 before anything is read.
   *
   * @throws Problem {@code chat_not_found} if the id names two others
   */
  public static void requireNamed(ChatId chat, UserId user) {
    if (chat instanceof ChatId.Direct direct && !direct.has(user)) {
      throw notFound();
    }
  }

  /**
   * The members of a chat.
   *
   * @throws Problem {@code chat_not_found} if the user is none of them: strangers do not learn
   *     whether there is such a chat
   */
  public List<UserId> require(ChatHead head, UserId user) {
    List<UserId> members =
        switch (head.chat()) {
          case ChatId.Direct direct -> direct.members();
          case ChatId.Group group -> ofGroup(head);
        };
    if (!members.contains(user)) {
      throw notFound();
    }
    return members;
  }

  /**
   * Checks that an epoch that came behind the head has not removed somebody.
   *
   * @throws Problem {@code chat_not_found}
   */
  public static void requireIn(LogEntry.Epoch epoch, UserId user) {
    if (epoch.chat() instanceof ChatId.Group && !EpochRecord.parse(epoch.record()).has(user)) {
      throw notFound();
    }
  }

  private List<UserId> ofGroup(ChatHead head) {
    String key = head.chat().value() + "#" + head.epochEntry();
    synchronized (kept) {
      List<UserId> known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    if (!(log.find(head.chat(), head.epochEntry()).orElse(null) instanceof LogEntry.Epoch epoch)) {
      throw new IllegalStateException("a head names an epoch entry that is none");
    }
    List<UserId> users = EpochRecord.parse(epoch.record()).users();
    synchronized (kept) {
      kept.put(key, users);
    }
    return users;
  }

  public static Problem notFound() {
    return Problem.of(ErrorCode.CHAT_NOT_FOUND, "no such chat, or you are not in it");
  }
}
