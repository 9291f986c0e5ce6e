package dev.ren.client.protocol;

import java.util.regex.Pattern;

/**
 * A user's opaque id: 16 random bytes as 26 characters of lower-case base32 (§2), compared
 * bytewise.
 */
public record UserId(String value) implements Comparable<UserId> {
  static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");

  public UserId {
    if (!FORM.matcher(value).matches()) {
      throw new ProtocolException(ErrorCode.MALFORMED, "user id");
    }
  }

  @Override
  public int compareTo(UserId that) {
    // ASCII only, so the order of chars is the order of bytes.
    return value.compareTo(that.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
