package dev.ren.chat;

import dev.ren.account.Profile;
import dev.ren.platform.ChatId;
import dev.ren.platform.PendingCaller;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user's chats in pages, each of three calls: the rows; their heads, with the session; newest
 * entries and companions.
 */
final class ListChats {
  static final int PAGE = 50;

  /** Larger bodies are left out: fifty of the largest would not fit one answer. */
  private static final int LARGEST_BODY = 4096;

  private final MemberStore members;
  private final ChatListStore list;

  ListChats(MemberStore members, ChatListStore list) {
    this.members = members;
    this.list = list;
  }

  static ListChats of(Platform platform) {
    return new ListChats(MemberStore.of(platform), ChatListStore.of(platform));
  }

  /**
   * A page, in the order of chat ids.
   *
   * @param next the cursor of the page after it; empty if this is the last
   */
  record Page(List<ChatSummary> chats, Optional<ChatId> next) {}

  /**
   * A page of the caller's chats after one of them, or the first page.
   *
   * @throws dev.ren.platform.Problem {@code unauthorized} if the session has ended
   */
  Page page(PendingCaller caller, Optional<ChatId> after) {
    UserId user = caller.user();
    MemberStore.Page rows = members.page(user, after, PAGE);
    List<ChatId> chats = rows.memberships().stream().map(MemberStore.Membership::chat).toList();
    Map<ChatId, ChatHead> heads = list.heads(caller, chats);
    ChatListStore.Found found = list.find(places(heads.values()), companions(user, heads.keySet()));
    List<ChatSummary> summaries = new ArrayList<>();
    for (MemberStore.Membership row : rows.memberships()) {
      ChatHead head = heads.get(row.chat());
      if (head != null && isMember(user, head, found.entries())) {
        Optional<LogEntry> last = Optional.ofNullable(found.entries().get(newest(head)));
        summaries.add(summary(user, row, head, companion(user, head, found), last));
      }
    }
    return new Page(
        List.copyOf(summaries), rows.more() ? Optional.of(chats.getLast()) : Optional.empty());
  }

  private static ChatSummary summary(
      UserId user,
      MemberStore.Membership row,
      ChatHead head,
      Optional<Profile> companion,
      Optional<LogEntry> last) {
    return new ChatSummary(head, companion, last, row.read().orLater(head.sentBy(user)));
  }

  private static List<UserId> companions(UserId user, Collection<ChatId> chats) {
    List<UserId> companions = new ArrayList<>();
    for (ChatId chat : chats) {
      if (chat instanceof ChatId.Direct direct) {
        companions.add(direct.companionOf(user));
      }
    }
    return companions;
  }

  private static Optional<Profile> companion(
      UserId user, ChatHead head, ChatListStore.Found found) {
    return head.chat() instanceof ChatId.Direct direct
        ? Optional.ofNullable(found.people().get(direct.companionOf(user)))
        : Optional.empty();
  }

  /**
   * Where the newest entries are, and of groups the entry of the newest epoch, which says who is a
   * member. A chat has at most one of them and a companion or two of them: a page fits one batch.
   */
  private static List<LogStore.Place> places(Collection<ChatHead> heads) {
    List<LogStore.Place> places = new ArrayList<>();
    for (ChatHead head : heads) {
      if (head.size() <= LARGEST_BODY) {
        places.add(newest(head));
      }
      LogStore.Place roster = new LogStore.Place(head.chat(), head.epochEntry());
      if (head.chat() instanceof ChatId.Group && !places.contains(roster)) {
        places.add(roster);
      }
    }
    return places;
  }

  private static LogStore.Place newest(ChatHead head) {
    return new LogStore.Place(head.chat(), head.number());
  }

  /** A row of a group may outlive its membership, if a renewal ended before it was removed. */
  private static boolean isMember(
      UserId user, ChatHead head, Map<LogStore.Place, LogEntry> entries) {
    if (head.chat() instanceof ChatId.Direct direct) {
      return direct.has(user);
    }
    return entries.get(new LogStore.Place(head.chat(), head.epochEntry()))
            instanceof LogEntry.Epoch epoch
        && EpochRecord.parse(epoch.record()).has(user);
  }
}
