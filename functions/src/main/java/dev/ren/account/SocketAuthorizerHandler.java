package dev.ren.account;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The WebSocket API's REQUEST authorizer. A browser can set no header but {@code
 * Sec-WebSocket-Protocol} on a WebSocket, so the token travels there, after {@code ren.v1}: never
 * in the URL, which proxies log. What is answered as context reaches every later route as texts.
 */
public final class SocketAuthorizerHandler implements RequestStreamHandler {
  private static final String PROTOCOL = "ren.v1";
  private static final String HEADER = "sec-websocket-protocol";

  private final Authenticator authenticator;
  private final Clock clock;

  /** As Lambda makes it. */
  public SocketAuthorizerHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public SocketAuthorizerHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.authenticator = wiring.authenticator();
    this.clock = wiring.platform().clock();
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    JsonObject event = Json.parse(in);
    out.write(answer(event.string("methodArn"), caller(event)));
  }

  /** Empty if there is no good token; a fault of ours fails the invocation, which also refuses. */
  private Optional<Caller> caller(JsonObject event) {
    String[] offered = offered(event).split(",", -1);
    if (offered.length != 2 || !offered[0].strip().equals(PROTOCOL)) {
      return Optional.empty();
    }
    try {
      return Optional.of(authenticator.caller(offered[1].strip(), clock.millis()));
    } catch (Problem refused) {
      return Optional.empty();
    }
  }

  private static String offered(JsonObject event) {
    JsonObject headers = event.objectOrNull("headers");
    if (headers == null) {
      return "";
    }
    for (Map.Entry<String, Object> header : headers.fields().entrySet()) {
      if (header.getKey().equalsIgnoreCase(HEADER)) {
        return String.valueOf(header.getValue());
      }
    }
    return "";
  }

  private static byte[] answer(String methodArn, Optional<Caller> caller) {
    return Json.object(
        json -> {
          json.writeStringField(
              "principalId", caller.map(who -> who.user().value()).orElse("nobody"));
          json.writeObjectFieldStart("policyDocument");
          json.writeStringField("Version", "2012-10-17");
          json.writeArrayFieldStart("Statement");
          json.writeStartObject();
          json.writeStringField("Action", "execute-api:Invoke");
          json.writeStringField("Effect", caller.isPresent() ? "Allow" : "Deny");
          json.writeStringField("Resource", methodArn);
          json.writeEndObject();
          json.writeEndArray();
          json.writeEndObject();
          if (caller.isPresent()) {
            json.writeObjectFieldStart("context");
            json.writeStringField("user", caller.get().user().value());
            json.writeStringField("session", caller.get().sessionId());
            json.writeStringField("expires", Long.toString(caller.get().expiresAt()));
            json.writeEndObject();
          }
        });
  }
}
