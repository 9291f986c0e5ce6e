package dev.ren.platform;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a WebSocket function needs of API Gateway's event.
 *
 * @param authorizer what the authorizer said of the connection, as texts; empty where the gateway
 *     does not pass it (perhaps at {@code $disconnect})
 */
public record SocketEvent(
    String connectionId,
    String routeKey,
    Map<String, String> authorizer,
    String requestId,
    String body) {

  /** Reads the event of one invocation. */
  public static SocketEvent of(JsonObject event) {
    JsonObject context = event.object("requestContext");
    Map<String, String> authorizer = new TreeMap<>();
    JsonObject said = context.objectOrNull("authorizer");
    if (said != null) {
      said.fields().forEach((name, value) -> authorizer.put(name, String.valueOf(value)));
    }
    String body = event.stringOrNull("body");
    return new SocketEvent(
        context.string("connectionId"),
        context.string("routeKey"),
        Map.copyOf(authorizer),
        context.string("requestId"),
        body == null ? "" : body);
  }

  public JsonObject json() {
    return Json.parse(body);
  }

  /** Who the authorizer let in; absent where the gateway did not say. */
  public @Nullable Caller caller() {
    String user = authorizer.get("user");
    String session = authorizer.get("session");
    String expires = authorizer.get("expires");
    if (user == null || session == null || expires == null) {
      return null;
    }
    return new Caller(UserId.parse(user), session, Long.parseLong(expires));
  }
}
