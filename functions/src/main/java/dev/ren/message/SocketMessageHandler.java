package dev.ren.message;

import dev.ren.chat.LogEntry;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.SocketEvent;
import dev.ren.platform.SocketHandler;
import dev.ren.platform.SocketReply;
import dev.ren.platform.UserId;
import dev.ren.realtime.SocketCaller;
import java.util.Optional;

/** The socket's {@code message}: sends a message. */
public final class SocketMessageHandler extends SocketHandler {
  private final SendMessage sendMessage;

  public SocketMessageHandler() {
    this(Environment.system());
  }

  public SocketMessageHandler(Environment environment) {
    this(Platform.of(environment));
  }

  /** For the bench: the ports are given. */
  public SocketMessageHandler(Platform platform) {
    this.sendMessage = SendMessage.of(platform);
  }

  @Override
  protected SocketReply handle(SocketEvent event) {
    UserId user = SocketCaller.of(event).user();
    OutgoingMessage message = OutgoingMessage.read(event.json(), user);
    LogEntry.Message sent =
        sendMessage.send(new Sender(user, Optional.of(event.connectionId())), message);
    return SocketReply.of(
        json -> {
          json.writeStringField("type", "message_sent");
          MessageSent.write(sent, json);
        });
  }
}
