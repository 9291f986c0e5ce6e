package dev.ren.client.protocol;

import java.util.Locale;

/** How a sender meant a file (§10): what a reader draws for it. */
public enum FileUse {
  IMAGE,
  VIDEO,
  AUDIO,
  VOICE,
  FILE;

  /** The word in the body. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static FileUse of(String word) {
    for (FileUse use : values()) {
      if (use.word().equals(word)) {
        return use;
      }
    }
    throw new ProtocolException(ErrorCode.MALFORMED, "unknown use of a file");
  }
}
