package dev.ren.platform;

import java.util.Map;

/** What a WebSocket function returns to the gateway. */
public sealed interface SocketReply {

  /** A text for the caller, sent by the route response. */
  record Text(String json) implements SocketReply {}

  /** Nothing is sent. */
  record Silent() implements SocketReply {}

  /**
   * The answer to {@code $connect}: only what stands here is in the handshake.
   *
   * @param status 200 lets the connection come about, anything else ends it
   */
  record Handshake(int status, Map<String, String> headers) implements SocketReply {
    public Handshake {
      headers = Map.copyOf(headers);
    }
  }

  static SocketReply of(Json.Fields fields) {
    return new Text(Json.text(fields));
  }

  static SocketReply silent() {
    return new Silent();
  }
}
