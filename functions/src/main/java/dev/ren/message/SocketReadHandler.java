package dev.ren.message;

import dev.ren.platform.ChatId;
import dev.ren.platform.Environment;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Platform;
import dev.ren.platform.SocketEvent;
import dev.ren.platform.SocketHandler;
import dev.ren.platform.SocketReply;
import dev.ren.platform.UserId;
import dev.ren.realtime.SocketCaller;
import java.util.Optional;

/** The socket's {@code read}: moves the caller's read mark. */
public final class SocketReadHandler extends SocketHandler {
  private final MarkRead markRead;

  public SocketReadHandler() {
    this(Environment.system());
  }

  public SocketReadHandler(Environment environment) {
    this.markRead = MarkRead.of(Platform.of(environment));
  }

  @Override
  protected SocketReply handle(SocketEvent event) {
    UserId user = SocketCaller.of(event).user();
    JsonObject body = event.json();
    ChatId chat = ChatId.parse(body.string("chat_id"));
    long number = body.number("id", 0, MarkReadHandler.MAX_NUMBER);
    markRead.mark(new Sender(user, Optional.of(event.connectionId())), chat, number);
    return SocketReply.of(
        json -> {
          json.writeStringField("type", "read_marked");
          json.writeStringField("chat_id", chat.value());
          json.writeNumberField("id", number);
        });
  }
}
