package dev.ren.realtime;

import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import dev.ren.platform.SocketEvent;
import dev.ren.platform.SocketHandler;
import dev.ren.platform.SocketReply;
import java.util.Map;

/**
 * {@code $connect}: the authorizer let somebody in. The answer names the protocol that both speak;
 * of the two that the client offered, the other is its token and must not come back.
 */
public final class ConnectHandler extends SocketHandler {
  private static final String PROTOCOL = "ren.v1";

  private final Sockets sockets;

  public ConnectHandler() {
    this(Environment.system());
  }

  public ConnectHandler(Environment environment) {
    this.sockets = Sockets.of(Platform.of(environment));
  }

  @Override
  protected SocketReply handle(SocketEvent event) {
    sockets.open(SocketCaller.of(event), event.connectionId());
    return new SocketReply.Handshake(200, Map.of("Sec-WebSocket-Protocol", PROTOCOL));
  }
}
