package dev.ren.local.gateway;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: hands its messages to the API and sends what the functions have to say. Public
 * because Jetty calls listeners by method handles, which reach public classes only.
 */
public final class SocketConnection implements Session.Listener.AutoDemanding {
  private static final Logger LOGGER = System.getLogger("dev.ren.local.gateway");

  private final Peer peer;
  private final SocketEndpoint api;
  private final Map<String, String> authorizer;
  private final AtomicLong lastActive;
  private final Object sending = new Object();
  private final List<String> early = new ArrayList<>();
  private volatile @Nullable Session session;
  private @Nullable FrameQueue frames;
  private volatile @Nullable Future<?> timer;

  SocketConnection(Peer peer, SocketEndpoint api, Map<String, String> authorizer) {
    this.peer = peer;
    this.api = api;
    this.authorizer = Map.copyOf(authorizer);
    this.lastActive = new AtomicLong(peer.connectedAt());
  }

  String id() {
    return peer.connectionId();
  }

  Peer peer() {
    return peer;
  }

  Map<String, String> authorizer() {
    return authorizer;
  }

  long lastActiveAt() {
    return lastActive.get();
  }

  /**
   * Sends in the order of the calls; what comes before the handshake is over waits for it.
   *
   * @return whether the connection is there to take it
   */
  boolean send(String text) {
    synchronized (sending) {
      Session open = session;
      FrameQueue queue = frames;
      if (open == null || queue == null) {
        return early.add(text);
      }
      if (!open.isOpen()) {
        return false;
      }
      lastActive.set(api.now());
      queue.add(text);
      return true;
    }
  }

  /** What happens to the connection when its time is over; replaces what was to happen before. */
  void at(Future<?> end) {
    Future<?> before = timer;
    timer = end;
    if (before != null) {
      before.cancel(false);
    }
  }

  boolean isOpened() {
    return session != null;
  }

  void close(int status, String reason) {
    Session open = session;
    if (open != null) {
      open.close(status, reason, Callback.NOOP);
    }
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    opened.setIdleTimeout(api.limits().idle());
    opened.setMaxTextMessageSize(GatewayLimits.MAX_MESSAGE);
    // Otherwise Jetty takes a longer frame in pieces instead of refusing it.
    opened.setAutoFragment(false);
    opened.setMaxFrameSize(GatewayLimits.MAX_FRAME);
    api.opened(this);
    synchronized (sending) {
      FrameQueue queue = new FrameQueue(opened);
      frames = queue;
      session = opened;
      early.forEach(queue::add);
      early.clear();
    }
  }

  @Override
  public void onWebSocketText(String text) {
    lastActive.set(api.now());
    if (text.getBytes(StandardCharsets.UTF_8).length > GatewayLimits.MAX_MESSAGE) {
      close(StatusCode.MESSAGE_TOO_LARGE, "Message too big");
      return;
    }
    api.message(this, text);
  }

  @Override
  public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
    callback.succeed();
    close(StatusCode.BAD_DATA, "Binary messages are not supported");
  }

  /** A network that breaks, or a refused frame: the close that follows tells which. */
  @Override
  public void onWebSocketError(Throwable cause) {
    LOGGER.log(Level.DEBUG, "a socket broke", cause);
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    callback.succeed();
    Future<?> end = timer;
    if (end != null) {
      end.cancel(false);
    }
    api.closed(this, status, reason == null ? "" : reason);
  }
}
