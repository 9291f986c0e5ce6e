package dev.ren.file;

import dev.ren.chat.ChatHead;
import dev.ren.chat.HeadStore;
import dev.ren.chat.LogStore;
import dev.ren.chat.Rosters;
import dev.ren.platform.ChatId;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;

/** Who may put files into a chat and read them: its members. */
final class Membership {
  private final HeadStore heads;
  private final Rosters rosters;

  Membership(HeadStore heads, Rosters rosters) {
    this.heads = heads;
    this.rosters = rosters;
  }

  static Membership of(Platform platform) {
    return new Membership(HeadStore.of(platform), new Rosters(LogStore.of(platform)));
  }

  /**
   * Checks that the chat is there and the user in it: 1 RRU.
   *
   * @throws Problem {@code chat_not_found}
   */
  void require(ChatId chat, UserId user) {
    Rosters.requireNamed(chat, user);
    ChatHead head = heads.find(chat).orElseThrow(Rosters::notFound);
    rosters.require(head, user);
  }

  /**
   * The same where a file's row proves that the chat is there: of a 1:1 nothing is read.
   *
   * @throws Problem {@code chat_not_found}
   */
  void requireOfFile(ChatId chat, UserId user) {
    Rosters.requireNamed(chat, user);
    if (chat instanceof ChatId.Group) {
      require(chat, user);
    }
  }
}
