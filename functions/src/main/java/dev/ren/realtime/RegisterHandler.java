package dev.ren.realtime;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Platform;
import dev.ren.platform.SocketEvent;
import dev.ren.platform.SocketHandler;
import dev.ren.platform.SocketReply;

/** The socket's {@code register}: who am I here, and with a token: let me stay longer. */
public final class RegisterHandler extends SocketHandler {
  private static final int LONGEST_TOKEN = 4096;

  private final Authenticator authenticator;
  private final Sockets sockets;

  public RegisterHandler() {
    this(Environment.system());
  }

  public RegisterHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.sockets = Sockets.of(platform);
  }

  @Override
  protected SocketReply handle(SocketEvent event) {
    Caller caller = SocketCaller.of(event);
    JsonObject body = event.json();
    LiveConnection connection =
        body.has("token")
            ? sockets.renew(
                caller, event.connectionId(), body.string("token", LONGEST_TOKEN), authenticator)
            : sockets.require(caller, event.connectionId());
    return SocketReply.of(
        json -> {
          json.writeStringField("type", "registered");
          json.writeStringField("user_id", connection.user().value());
          json.writeNumberField("expires_at", connection.expiresAt());
        });
  }
}
