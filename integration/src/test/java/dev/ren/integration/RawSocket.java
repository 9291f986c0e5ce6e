package dev.ren.integration;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ren.client.protocol.JsonFields;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection that says what it likes and keeps everything that it hears. */
public final class RawSocket implements AutoCloseable {
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  private RawSocket(Target target, String... protocols) {
    WebSocket.Builder builder = Target.client().newWebSocketBuilder();
    if (protocols.length > 0) {
      String[] others = new String[protocols.length - 1];
      System.arraycopy(protocols, 1, others, 0, others.length);
      builder.subprotocols(protocols[0], others);
    }
    socket = builder.buildAsync(target.socketUrl(), new Ear()).join();
  }

  /** Connects with a token. */
  public static RawSocket connect(Target target, String token) {
    return new RawSocket(target, "ren.v1", token);
  }

  /** Connects with any subprotocols. */
  public static RawSocket connectWith(Target target, String... protocols) {
    return new RawSocket(target, protocols);
  }

  /** Sends a text as one message. */
  public RawSocket say(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  /** Sends a text for which the other side closes, maybe while most of it is still to be sent. */
  public RawSocket sayTooMuch(String text) {
    socket.sendText(text, true).handle((sent, closedMeanwhile) -> sent).join();
    return this;
  }

  /** Sends bytes as one message. */
  public RawSocket say(ByteBuffer bytes) {
    socket.sendBinary(bytes, true).join();
    return this;
  }

  /** Sends an event of this type without further fields. */
  public RawSocket sayType(String type) {
    return say(JsonFields.object().put("type", type).toString());
  }

  /** The next event of this type; others before it are passed over. */
  public JsonNode hear(String type) throws InterruptedException {
    while (true) {
      JsonNode event = hear();
      if (event.path("type").asText().equals(type)) {
        return event;
      }
    }
  }

  /** The next event. */
  public JsonNode hear() throws InterruptedException {
    String text = heard.poll(Inbox.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(text, "nothing came");
    return Jsons.parse(text);
  }

  /** Waits for the end and answers its code: an event {@code closed} in the tests' own words. */
  public int awaitClose() throws InterruptedException {
    return hear("closed").get("status").asInt();
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        heard.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      heard.add(Jsons.text(Map.of("type", "closed", "status", status, "reason", reason)));
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      heard.add(Jsons.text(Map.of("type", "closed", "status", 1006)));
    }
  }
}
