package dev.ren.local.gateway;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * Sends texts in frames of at most {@link GatewayLimits#MAX_FRAME} bytes, one frame after the
 * other: Jetty takes the next part of a text only when the one before is written, and gives up a
 * connection whose parts come too soon. Who sends does not wait for a slow reader; a reader that
 * falls too far behind is closed.
 */
final class FrameQueue {
  /** A char is at most three bytes of UTF-8; one more is room for the pair's second half. */
  private static final int CHARS = GatewayLimits.MAX_FRAME / 3 - 1;

  /** At most 16 MB for one connection. */
  private static final int LONGEST = 512;

  private record Frame(String text, boolean last) {}

  private final Session session;
  private final Deque<Frame> waiting = new ArrayDeque<>();
  private boolean writing;

  FrameQueue(Session session) {
    this.session = session;
  }

  /** Adds a text behind those that wait. */
  void add(String text) {
    synchronized (this) {
      List<String> parts = split(text);
      for (int i = 0; i < parts.size(); i++) {
        waiting.add(new Frame(parts.get(i), i == parts.size() - 1));
      }
      if (waiting.size() > LONGEST) {
        session.close(StatusCode.POLICY_VIOLATION, "reads too slowly", Callback.NOOP);
        waiting.clear();
      }
      if (writing) {
        return;
      }
      writing = true;
    }
    write();
  }

  private void write() {
    Frame frame;
    synchronized (this) {
      frame = waiting.poll();
      if (frame == null) {
        writing = false;
        return;
      }
    }
    session.sendPartialText(frame.text, frame.last, Callback.from(this::write, this::failed));
  }

  /** What is lost here, the client reads from its cursor after it has connected anew. */
  private synchronized void failed(Throwable cause) {
    waiting.clear();
    session.disconnect();
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
