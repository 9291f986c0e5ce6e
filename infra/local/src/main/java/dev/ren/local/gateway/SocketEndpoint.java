package dev.ren.local.gateway;

import dev.ren.local.lambda.Invocable;
import dev.ren.local.lambda.Invocation;
import dev.ren.local.template.StackModel.SocketApi;
import dev.ren.local.template.StackModel.SocketRoute;
import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;
import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketCreator;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket API: authorizer and {@code $connect} at the handshake, then one route per message
 * by its field {@code type}. Messages of one connection run concurrently, as they do on AWS.
 */
final class SocketEndpoint implements WebSocketCreator, AutoCloseable {
  private final SocketApi api;
  private final SocketEvents events;
  private final Map<String, Invocable> functions;
  private final Connections connections;
  private final SocketLimits limits;
  private final Ambient ambient;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("socket-limits").factory());

  /** What the endpoint needs of its surroundings. */
  record Ambient(InstantSource clock, RequestLog log) {}

  SocketEndpoint(
      SocketApi api,
      Map<String, Invocable> functions,
      Connections connections,
      SocketLimits limits,
      Ambient ambient) {
    this.api = api;
    this.events = new SocketEvents(api.stage());
    this.functions = Map.copyOf(functions);
    this.connections = connections;
    this.limits = limits;
    this.ambient = ambient;
  }

  SocketLimits limits() {
    return limits;
  }

  long now() {
    return ambient.clock().millis();
  }

  @Override
  public @Nullable Object createWebSocket(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
    String id = connections.newId();
    String requestId = UUID.randomUUID().toString();
    long now = now();
    long started = System.nanoTime();
    Map<String, String> authorizer = new LinkedHashMap<>();
    int status = authorize(request, id, requestId, now, authorizer);
    if (status == 200) {
      status = connect(request, response, id, authorizer, requestId, now);
    }
    ambient.log().request("CONNECT", "$connect", status, started, requestId);
    if (status != 200) {
      Response.writeError(request, response, callback, status);
      return null;
    }
    return new SocketConnection(id, this, authorizer, now);
  }

  /** 200, or the status that refuses the handshake; fills in the authorizer's context. */
  private int authorize(
      ServerUpgradeRequest request,
      String id,
      String requestId,
      long now,
      Map<String, String> context) {
    Optional<String> name = api.authorizer();
    if (name.isEmpty()) {
      return 200;
    }
    Invocation decision =
        function(name.get()).invoke(requestId, events.authorizer(request, id, requestId, now));
    return switch (decision) {
      case Invocation.Threw threw -> "Unauthorized".equals(threw.cause().getMessage()) ? 401 : 500;
      case Invocation.TimedOut timedOut -> 500;
      case Invocation.Returned returned -> decide(returned.payload(), context);
    };
  }

  private static int decide(byte[] payload, Map<String, String> context) {
    try {
      JsonObject answer = Json.parse(new ByteArrayInputStream(payload));
      List<JsonObject> statements = answer.object("policyDocument").objects("Statement", 100);
      boolean allowed =
          !statements.isEmpty()
              && statements.stream().allMatch(it -> it.string("Effect").equals("Allow"));
      if (!allowed) {
        return 403;
      }
      context.put("principalId", answer.string("principalId"));
      JsonObject said = answer.objectOrNull("context");
      if (said != null) {
        said.fields().forEach((key, value) -> context.put(key, String.valueOf(value)));
      }
      return 200;
    } catch (Problem malformed) {
      return 500;
    }
  }

  /** Only what the function answers is in the handshake: no subprotocol is echoed by itself. */
  private int connect(
      ServerUpgradeRequest request,
      ServerUpgradeResponse response,
      String id,
      Map<String, String> authorizer,
      String requestId,
      long now) {
    if (!(api.routes().get("$connect") instanceof SocketRoute.ToFunction route)) {
      return 200;
    }
    byte[] event = events.connect(request, id, authorizer, requestId, now);
    if (!(function(route.functionId()).invoke(requestId, event)
        instanceof Invocation.Returned returned)) {
      return 502;
    }
    try {
      JsonObject answer = Json.parse(new ByteArrayInputStream(returned.payload()));
      JsonObject headers = answer.objectOrNull("headers");
      if (headers != null) {
        headers
            .fields()
            .forEach(
                (name, value) -> {
                  if (name.equalsIgnoreCase("Sec-WebSocket-Protocol")) {
                    response.setAcceptedSubProtocol(String.valueOf(value));
                  }
                });
      }
      int status = (int) answer.number("statusCode", 100, 599);
      return status < 300 ? 200 : status;
    } catch (Problem malformed) {
      return 502;
    }
  }

  void opened(SocketConnection connection) {
    connections.add(connection);
    connection.onClose(
        timer.schedule(
            () -> connection.close(StatusCode.SHUTDOWN, "Going away"),
            limits.longest().toMillis(),
            TimeUnit.MILLISECONDS));
  }

  void closed(SocketConnection connection, int status, String reason) {
    connections.remove(connection);
    if (limits.losesDisconnects()
        || !(api.routes().get("$disconnect") instanceof SocketRoute.ToFunction route)) {
      return;
    }
    workers.execute(
        () -> {
          String requestId = UUID.randomUUID().toString();
          long started = System.nanoTime();
          function(route.functionId())
              .invoke(requestId, events.disconnect(connection, status, reason, requestId));
          ambient.log().request("DISCONNECT", "$disconnect", status, started, requestId);
        });
  }

  void message(SocketConnection from, String text) {
    workers.execute(() -> route(from, text));
  }

  private void route(SocketConnection from, String text) {
    String key = routeKey(text);
    String requestId = UUID.randomUUID().toString();
    long started = System.nanoTime();
    int status = 200;
    switch (api.routes().get(key)) {
      case null -> own(from, "Forbidden", requestId);
      case SocketRoute.Mock mock -> from.send(mock.reply());
      case SocketRoute.ToFunction route -> {
        Invocation answer =
            function(route.functionId())
                .invoke(requestId, events.message(from, key, text, requestId));
        if (answer instanceof Invocation.Returned returned) {
          if (route.replies()) {
            reply(from, returned.payload());
          }
        } else {
          status = 502;
          own(from, "Internal server error", requestId);
        }
      }
    }
    ambient.log().request("MESSAGE", key, status, started, requestId);
  }

  /** {@code $request.body.type}; whatever has no route of its own goes to {@code $default}. */
  private String routeKey(String text) {
    try {
      JsonObject json = Json.parse(text);
      if (json.fields().get("type") instanceof String type && api.routes().containsKey(type)) {
        return type.startsWith("$") ? "$default" : type;
      }
    } catch (Problem notJson) {
      return "$default";
    }
    return "$default";
  }

  private static void reply(SocketConnection to, byte[] payload) {
    try {
      String body = Json.parse(new ByteArrayInputStream(payload)).stringOrNull("body");
      if (body != null && !body.isEmpty()) {
        to.send(body);
      }
    } catch (Problem noJson) {
      to.send("{\"message\": \"Internal server error\"}");
    }
  }

  private static void own(SocketConnection to, String message, String requestId) {
    to.send(
        Json.text(
            json -> {
              json.writeStringField("message", message);
              json.writeStringField("connectionId", to.id());
              json.writeStringField("requestId", requestId);
            }));
  }

  private Invocable function(String name) {
    Invocable function = functions.get(name);
    if (function == null) {
      throw new IllegalStateException("no function " + name);
    }
    return function;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdown();
  }
}
