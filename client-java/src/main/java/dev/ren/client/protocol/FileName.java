package dev.ren.client.protocol;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names and media types of files (§10): what a reader takes, and what a writer makes of his. */
public final class FileName {
  /** Most code points of a name. */
  public static final int MAX = 255;

  private static final int MAX_MEDIA_TYPE = 127;
  private static final int MAX_EXTENSION = 16;
  private static final String OCTETS = "application/octet-stream";

  // type "/" subtype of RFC 6838 §4.2 in lower case, without parameters.
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*");

  private FileName() {}

  /** The name, or {@link ErrorCode#MALFORMED}; a name that is taken is never a path. */
  static String require(String name) {
    int length = name.codePointCount(0, name.length());
    boolean allowed = name.codePoints().noneMatch(FileName::isForbidden);
    if (length < 1 || length > MAX || !allowed || isReserved(name)) {
      throw new ProtocolException(ErrorCode.MALFORMED, "not a file's name");
    }
    return name;
  }

  /** The nearest name that a reader takes, for a file that a person chose. */
  public static String of(String chosen) {
    int[] clean = chosen.codePoints().map(c -> isForbidden(c) ? '_' : c).toArray();
    if (clean.length <= MAX) {
      String name = new String(clean, 0, clean.length);
      return name.isEmpty() || isReserved(name) ? "file" : name;
    }
    // What follows the last dot tells the person and the system what it is, so the middle goes.
    String whole = new String(clean, 0, clean.length);
    int dot = whole.lastIndexOf('.');
    String extension = dot < 0 || whole.length() - dot > MAX_EXTENSION ? "" : whole.substring(dot);
    return new String(clean, 0, MAX - extension.codePointCount(0, extension.length())) + extension;
  }

  /** The media type, or {@link ErrorCode#MALFORMED}. */
  static String requireMediaType(String type) {
    if (!isMediaType(type)) {
      throw new ProtocolException(ErrorCode.MALFORMED, "not a media type");
    }
    return type;
  }

  /** The media type that a platform gave, without parameters; unknown ones are octets. */
  public static String mediaType(String given) {
    String type = given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return isMediaType(type) ? type : OCTETS;
  }

  private static boolean isMediaType(String type) {
    return type.length() <= MAX_MEDIA_TYPE && MEDIA_TYPE.matcher(type).matches();
  }

  private static boolean isReserved(String name) {
    return name.equals(".") || name.equals("..");
  }

  // Separators of paths; control characters, line and paragraph separators; marks and overrides of
  // direction, which make "gpj.exe" read as "exe.jpg"; halves of surrogate pairs.
  private static boolean isForbidden(int c) {
    return c == '/'
        || c == '\\'
        || Character.isISOControl(c)
        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        || c == 0x2028
        || c == 0x2029
        || c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
