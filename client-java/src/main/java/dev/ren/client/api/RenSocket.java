package dev.ren.client.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.ProtocolException;
import dev.ren.client.protocol.SealedMessage;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of §14. Events come one after the other on a thread of the HTTP client. */
public final class RenSocket implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RenSocket.class.getName());
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final WebSocket socket;

  private RenSocket(WebSocket socket) {
    this.socket = socket;
  }

  /**
   * Connects.
   *
   * @param events also gets {@link SocketEvent.Closed}, once, at the end
   * @throws ApiException with the status of a refused handshake, or unreachable
   */
  public static RenSocket connect(Http http, String token, Consumer<SocketEvent> events) {
    try {
      WebSocket socket =
          http.client()
              .newWebSocketBuilder()
              .connectTimeout(Duration.ofSeconds(10))
              .subprotocols("ren.v1", token)
              .buildAsync(http.socketAddress(), new Reader(events))
              .join();
      return new RenSocket(socket);
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        int status = refused.getResponse().statusCode();
        String code = status == 401 || status == 403 ? "unauthorized" : "unavailable";
        throw new ApiException(code, status, "handshake refused", Optional.empty());
      }
      throw ApiException.unreachable(e);
    }
  }

  /** {@code register} with the token of the connection. */
  public void register() {
    send(hello());
  }

  /** {@code register} with a renewed token of the same session. */
  public void register(String token) {
    send(hello().put("token", token));
  }

  /** {@code status_register}: from now on presence of contacts is reported. */
  public void registerStatus() {
    send(typed("status_register"));
  }

  /** {@code message}. */
  public void send(ChatId chat, SealedMessage message, long after) {
    send(Wire.write(chat, message, after).put("type", "message"));
  }

  /** {@code read}. */
  public void markRead(ChatId chat, long id) {
    send(typed("read").put("chat_id", chat.value()).put("id", id));
  }

  /** {@code ping}. */
  public void ping() {
    send(typed("ping"));
  }

  /** Any text as one message: for tests of bad input. */
  public void sendText(String text) {
    try {
      socket.sendText(text, true).join();
    } catch (CompletionException e) {
      throw ApiException.unreachable(e);
    }
  }

  /** Says goodbye, so that the server sees the end at once, and drops the connection. */
  @Override
  public void close() {
    try {
      socket
          .sendClose(WebSocket.NORMAL_CLOSURE, "")
          .orTimeout(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException alreadyGone) {
      LOG.log(System.Logger.Level.DEBUG, "the connection was gone before its close");
    } finally {
      socket.abort();
    }
  }

  private void send(ObjectNode message) {
    sendText(message.toString());
  }

  private static ObjectNode hello() {
    return typed("register").put("version", Http.VERSION);
  }

  private static ObjectNode typed(String type) {
    return JsonFields.object().put("type", type);
  }

  private static final class Reader implements WebSocket.Listener {
    private final Consumer<SocketEvent> events;
    private final StringBuilder text = new StringBuilder();

    Reader(Consumer<SocketEvent> events) {
      this.events = events;
    }

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        events.accept(read(whole));
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
      events.accept(new SocketEvent.Closed(status, reason));
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      events.accept(new SocketEvent.Closed(1006, String.valueOf(error.getMessage())));
    }

    private static SocketEvent read(String text) {
      try {
        return SocketEvent.read(text);
      } catch (ProtocolException e) {
        return new SocketEvent.Unknown(text);
      }
    }
  }
}
