package dev.ren.local.gateway;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Sends a text in frames of at most {@link GatewayLimits#MAX_FRAME} bytes. */
final class Frames {
  /** A char is at most three bytes of UTF-8; one more is room for the pair's second half. */
  private static final int CHARS = GatewayLimits.MAX_FRAME / 3 - 1;

  private Frames() {}

  /** To be called by one thread at a time, lest the frames of two messages mix. */
  static void send(Session session, String text) {
    List<String> parts = split(text);
    for (int i = 0; i < parts.size(); i++) {
      session.sendPartialText(parts.get(i), i == parts.size() - 1, Callback.NOOP);
    }
  }

  /** Never between the halves of a surrogate pair, which have no UTF-8 of their own. */
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    do {
      int to = Math.min(from + CHARS, text.length());
      if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
        to++;
      }
      parts.add(text.substring(from, to));
      from = to;
    } while (from < text.length());
    return parts;
  }
}
