package dev.ren.platform;

import java.util.regex.Pattern;

/** PROTOCOL.md §2: a user id, {@code [a-z2-7]{26}}. Compared bytewise. */
public record UserId(String value) implements Comparable<UserId> {
  private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");

  public UserId {
    if (!FORM.matcher(value).matches()) {
      throw Problem.badRequest("not a user id");
    }
  }

  /**
   * Reads one.
   *
   * @throws Problem {@code bad_request} if the text has another form
   */
  public static UserId parse(String text) {
    return new UserId(text);
  }

  @Override
  public int compareTo(UserId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
