package dev.ren.platform;

import java.util.List;
import java.util.regex.Pattern;

/**
 * PROTOCOL.md §2: a 1:1 chat is {@code lower.higher}, so that its two members follow from its id
 * without a read; a group is {@code g.} and 26 characters.
 */
public sealed interface ChatId {
  String value();

  /** A chat of two. */
  record Direct(UserId lower, UserId higher) implements ChatId {
    public Direct {
      if (lower.compareTo(higher) >= 0) {
        throw Problem.badRequest("not a chat id");
      }
    }

    @Override
    public String value() {
      return lower.value() + "." + higher.value();
    }

    public boolean has(UserId user) {
      return user.equals(lower) || user.equals(higher);
    }

    /** The other one of the two. */
    public UserId companionOf(UserId user) {
      return user.equals(lower) ? higher : lower;
    }

    public List<UserId> members() {
      return List.of(lower, higher);
    }
  }

  /** A chat whose members are in its newest epoch. */
  record Group(String value) implements ChatId {
    private static final Pattern FORM = Pattern.compile("g\\.[a-z2-7]{26}");

    public Group {
      if (!FORM.matcher(value).matches()) {
        throw Problem.badRequest("not a chat id");
      }
    }
  }

  /**
   * Reads one.
   *
   * @throws Problem {@code bad_request} if the text is no chat id
   */
  static ChatId parse(String text) {
    int dot = text.indexOf('.');
    return dot == 26
        ? new Direct(UserId.parse(text.substring(0, dot)), UserId.parse(text.substring(dot + 1)))
        : new Group(text);
  }
}
