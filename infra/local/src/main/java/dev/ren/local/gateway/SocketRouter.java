package dev.ren.local.gateway;

import dev.ren.local.template.StackModel.SocketApi;
import dev.ren.local.template.StackModel.SocketRoute;
import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;
import java.io.ByteArrayInputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a WebSocket message goes, by its field {@code type}, and what goes back. */
final class SocketRouter {
  private static final String DEFAULT = "$default";

  private final SocketApi api;
  private final SocketEvents events;
  private final Integrations integrations;
  private final RequestLog log;

  SocketRouter(SocketApi api, SocketEvents events, Integrations integrations, RequestLog log) {
    this.api = api;
    this.events = events;
    this.integrations = integrations;
    this.log = log;
    for (SocketRoute route : api.routes().values()) {
      if (route instanceof SocketRoute.ToFunction toFunction) {
        integrations.require(toFunction.functionId());
      }
    }
  }

  void route(SocketConnection from, String text) {
    String key = routeKey(text);
    String requestId = UUID.randomUUID().toString();
    long started = System.nanoTime();
    int status =
        switch (api.routes().get(key)) {
          case null -> own(from, "Forbidden", requestId, 403);
          case SocketRoute.Mock(String reply) -> {
            from.send(reply);
            yield 200;
          }
          case SocketRoute.ToFunction route -> invoke(from, key, route, text, requestId);
        };
    log.request("MESSAGE", key, status, started, requestId);
  }

  private int invoke(
      SocketConnection from,
      String key,
      SocketRoute.ToFunction route,
      String text,
      String requestId) {
    byte[] event = events.message(from, key, text, requestId);
    if (!(integrations.invoke(route.functionId(), requestId, event)
        instanceof Integrations.Outcome.Returned(byte[] payload))) {
      return own(from, "Internal server error", requestId, 502);
    }
    if (route.replies()) {
      String body = bodyOf(payload);
      if (body == null) {
        return own(from, "Internal server error", requestId, 502);
      }
      if (!body.isEmpty()) {
        from.send(body);
      }
    }
    return 200;
  }

  /** {@code $request.body.type}; whatever has no route of its own goes to {@code $default}. */
  private String routeKey(String text) {
    try {
      JsonObject json = Json.parse(text);
      return json.fields().get("type") instanceof String type
              && !type.startsWith("$")
              && api.routes().containsKey(type)
          ? type
          : DEFAULT;
    } catch (Problem notJson) {
      return DEFAULT;
    }
  }

  /** The reply, empty if there is none, or null for what is no answer of a proxy integration. */
  private static @Nullable String bodyOf(byte[] payload) {
    try {
      String body = Json.parse(new ByteArrayInputStream(payload)).stringOrNull("body");
      return body == null ? "" : body;
    } catch (Problem notJson) {
      return null;
    }
  }

  /** What API Gateway says by itself; the status is for the log. */
  private static int own(SocketConnection to, String message, String requestId, int status) {
    to.send(
        Json.text(
            json -> {
              json.writeStringField("message", message);
              json.writeStringField("connectionId", to.id());
              json.writeStringField("requestId", requestId);
            }));
    return status;
  }
}
