package dev.ren.platform;

import java.util.regex.Pattern;

/** PROTOCOL.md §2: a login, {@code [a-z0-9_]{3,32}}. Compared bytewise. */
public record Login(String value) implements Comparable<Login> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9_]{3,32}");

  public Login {
    if (!FORM.matcher(value).matches()) {
      throw Problem.badRequest("not a login");
    }
  }

  /**
   * Reads one.
   *
   * @throws Problem {@code bad_request} if the text has another form
   */
  public static Login parse(String text) {
    return new Login(text);
  }

  @Override
  public int compareTo(Login other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
