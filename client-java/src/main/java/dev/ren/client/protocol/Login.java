package dev.ren.client.protocol;

import java.util.Locale;
import java.util.regex.Pattern;

/** A username (§2): unique, public, unchangeable, {@code [a-z0-9_]{3,32}}. */
public record Login(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z0-9_]{3,32}");

  public Login {
    if (!FORM.matcher(value).matches()) {
      throw new ProtocolException(ErrorCode.MALFORMED, "login");
    }
  }

  /** What a person typed, in lower case. */
  public static Login typed(String text) {
    return new Login(text.strip().toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return value;
  }
}
