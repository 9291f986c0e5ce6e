package dev.ren.account;

import dev.ren.platform.Problem;

/** PROTOCOL.md §2: a display name, 1–64 code points after trimming, no control characters. */
record UserName(String value) {
  private static final int MAX = 64;

  UserName {
    value = value.strip();
    int length = value.codePointCount(0, value.length());
    boolean control =
        value
            .codePoints()
            .anyMatch(
                point ->
                    Character.isISOControl(point)
                        || Character.getType(point) == Character.FORMAT
                        || Character.getType(point) == Character.SURROGATE
                        || Character.getType(point) == Character.LINE_SEPARATOR
                        || Character.getType(point) == Character.PARAGRAPH_SEPARATOR);
    if (length < 1 || length > MAX || control) {
      throw Problem.badRequest("userName is not 1–64 printable characters");
    }
  }
}
