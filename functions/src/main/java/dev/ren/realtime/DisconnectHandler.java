package dev.ren.realtime;

import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.SocketEvent;
import dev.ren.platform.SocketHandler;
import dev.ren.platform.SocketReply;

/** {@code $disconnect}: a socket is gone, as far as the gateway gets to say so. */
public final class DisconnectHandler extends SocketHandler {
  private final Sockets sockets;

  public DisconnectHandler() {
    this(Environment.system());
  }

  public DisconnectHandler(Environment environment) {
    this.sockets = Sockets.of(Platform.of(environment));
  }

  @Override
  protected SocketReply handle(SocketEvent event) {
    sockets.close(event.connectionId());
    return SocketReply.silent();
  }
}
