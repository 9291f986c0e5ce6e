package dev.ren.local.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: hands its messages to the API and sends what the functions have to say. Public only
 * because Jetty calls it through a method handle of its own.
 */
public final class SocketConnection implements Session.Listener.AutoDemanding {
  private final String id;
  private final SocketEndpoint api;
  private final Map<String, String> authorizer;
  private final long connectedAt;
  private final AtomicLong lastActive;
  private volatile @Nullable Session session;
  private volatile @Nullable Future<?> end;

  SocketConnection(
      String id, SocketEndpoint api, Map<String, String> authorizer, long connectedAt) {
    this.id = id;
    this.api = api;
    this.authorizer = Map.copyOf(authorizer);
    this.connectedAt = connectedAt;
    this.lastActive = new AtomicLong(connectedAt);
  }

  String id() {
    return id;
  }

  Map<String, String> authorizer() {
    return authorizer;
  }

  long connectedAt() {
    return connectedAt;
  }

  long lastActiveAt() {
    return lastActive.get();
  }

  /** Whether the text could be handed to an open connection. */
  boolean send(String text) {
    Session open = session;
    if (open == null || !open.isOpen()) {
      return false;
    }
    lastActive.set(api.now());
    open.sendText(text, Callback.NOOP);
    return true;
  }

  /** What is no longer to happen once the connection is closed. */
  void onClose(Future<?> timeLimit) {
    end = timeLimit;
  }

  void close(int status, String reason) {
    Session open = session;
    if (open != null) {
      open.close(status, reason, Callback.NOOP);
    }
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
    opened.setIdleTimeout(api.limits().idle());
    opened.setMaxTextMessageSize(SocketLimits.MAX_MESSAGE);
    opened.setMaxFrameSize(SocketLimits.MAX_MESSAGE);
    api.opened(this);
  }

  @Override
  public void onWebSocketText(String text) {
    lastActive.set(api.now());
    if (text.getBytes(StandardCharsets.UTF_8).length > SocketLimits.MAX_MESSAGE) {
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

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    callback.succeed();
    Future<?> timeLimit = end;
    if (timeLimit != null) {
      timeLimit.cancel(false);
    }
    api.closed(this, status, reason == null ? "" : reason);
  }
}
