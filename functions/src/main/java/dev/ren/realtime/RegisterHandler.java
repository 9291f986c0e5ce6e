package dev.ren.realtime;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.ProtocolVersion;
import dev.ren.platform.SocketEvent;
import dev.ren.platform.SocketHandler;
import dev.ren.platform.SocketReply;
import java.time.Clock;

/**
 * The socket's {@code register}, its hello: who am I here, do our versions meet, and with a token:
 * let me stay longer.
 */
public final class RegisterHandler extends SocketHandler {
  private static final int LONGEST_TOKEN = 4096;

  private final Authenticator authenticator;
  private final Sockets sockets;
  private final Clock clock;

  public RegisterHandler() {
    this(Environment.system());
  }

  public RegisterHandler(Environment environment) {
    Platform platform = Platform.of(environment);
    this.authenticator = platform.authenticator();
    this.sockets = Sockets.of(platform);
    this.clock = platform.clock();
  }

  @Override
  protected SocketReply handle(SocketEvent event) {
    Caller caller = SocketCaller.of(event);
    JsonObject body = event.json();
    ProtocolVersion.require(body);
    LiveConnection connection =
        body.has("token")
            ? sockets.renew(renewed(caller, body), event.connectionId())
            : sockets.require(caller, event.connectionId());
    return SocketReply.of(
        json -> {
          json.writeStringField("type", "registered");
          json.writeStringField("user_id", connection.user().value());
          json.writeNumberField("expires_at", connection.expiresAt());
          json.writeNumberField("lowest_version", ProtocolVersion.LOWEST);
          json.writeNumberField("newest_version", ProtocolVersion.NEWEST);
        });
  }

  private Caller renewed(Caller caller, JsonObject body) {
    Caller renewed = authenticator.caller(body.string("token", LONGEST_TOKEN), clock.millis());
    if (!renewed.user().equals(caller.user()) || !renewed.sessionId().equals(caller.sessionId())) {
      throw Problem.of(ErrorCode.UNAUTHORIZED, "a token of another session");
    }
    return renewed;
  }
}
