package dev.ren.message;

import dev.ren.platform.ChatId;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.SocketEvent;
import dev.ren.platform.SocketHandler;
import dev.ren.platform.SocketReply;
import dev.ren.platform.UserId;
import dev.ren.realtime.SocketCaller;
import java.util.Optional;

/** The socket's {@code typing}: tells the companion, and answers nothing. */
public final class SocketTypingHandler extends SocketHandler {
  private final ShowTyping showTyping;

  public SocketTypingHandler() {
    this(Environment.system());
  }

  public SocketTypingHandler(Environment environment) {
    this.showTyping = ShowTyping.of(Platform.of(environment));
  }

  @Override
  protected SocketReply handle(SocketEvent event) {
    UserId user = SocketCaller.of(event).user();
    ChatId chat = ChatId.parse(event.json().string("chat_id"));
    showTyping.show(new Sender(user, Optional.of(event.connectionId())), chat);
    return SocketReply.silent();
  }
}
