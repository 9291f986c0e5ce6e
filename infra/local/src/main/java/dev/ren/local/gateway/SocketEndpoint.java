package dev.ren.local.gateway;

import dev.ren.local.template.StackModel.SocketApi;
import dev.ren.local.template.StackModel.SocketRoute;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketCreator;
import org.jspecify.annotations.Nullable;

/**
 * The life of the WebSocket API's connections: handshake, messages, time limits, {@code
 * $disconnect}. Messages of one connection run concurrently, as they do on AWS.
 */
final class SocketEndpoint implements WebSocketCreator, AutoCloseable {
  private static final Duration HANDSHAKE = Duration.ofSeconds(30);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final SocketApi api;
  private final Handshake handshake;
  private final SocketRouter router;
  private final SocketEvents events;
  private final Integrations integrations;
  private final Ambient ambient;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor timer = newTimer();

  /** What the endpoint shares with the rest of the gateway. */
  record Ambient(
      InstantSource clock, GatewayLimits limits, Connections connections, RequestLog log) {}

  SocketEndpoint(SocketApi api, Integrations integrations, Ambient ambient) {
    this.api = api;
    this.events = new SocketEvents(api.stage(), ambient.clock());
    this.handshake = new Handshake(api, events, integrations);
    this.router = new SocketRouter(api, events, integrations, ambient.log());
    this.integrations = integrations;
    this.ambient = ambient;
  }

  GatewayLimits limits() {
    return ambient.limits();
  }

  long now() {
    return ambient.clock().millis();
  }

  @Override
  public @Nullable Object createWebSocket(
      ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
    String requestId = UUID.randomUUID().toString();
    long started = System.nanoTime();
    Peer peer = Peer.of(request, ambient.connections().newId(), now());
    Handshake.Result result = handshake.decide(request, peer, requestId);
    int status = result instanceof Handshake.Result.Refused(int refused) ? refused : 101;
    ambient.log().request("CONNECT", "$connect", status, started, requestId);
    return switch (result) {
      case Handshake.Result.Refused refused -> {
        Response.writeError(request, response, callback, status);
        yield null;
      }
      case Handshake.Result.Accepted accepted -> {
        accepted.subprotocol().ifPresent(response::setAcceptedSubProtocol);
        // API Gateway knows no extension, permessage-deflate neither.
        response.setExtensions(List.of());
        yield accept(new SocketConnection(peer, this, accepted.authorizer()));
      }
    };
  }

  /** From here on {@code $connect}'s function has told others, so that they may already send. */
  private SocketConnection accept(SocketConnection connection) {
    ambient.connections().add(connection);
    connection.at(
        after(
            HANDSHAKE,
            () -> {
              if (!connection.isOpened()) {
                closed(connection, StatusCode.NO_CLOSE, "Handshake not finished");
              }
            }));
    return connection;
  }

  void opened(SocketConnection connection) {
    connection.at(
        after(limits().longest(), () -> connection.close(StatusCode.SHUTDOWN, "Going away")));
  }

  void closed(SocketConnection connection, int status, String reason) {
    ambient.connections().remove(connection);
    if (limits().losesDisconnects()
        || !(api.routes().get("$disconnect") instanceof SocketRoute.ToFunction route)) {
      return;
    }
    workers.execute(
        () -> {
          String requestId = UUID.randomUUID().toString();
          long started = System.nanoTime();
          byte[] event = events.disconnect(connection, status, reason, requestId);
          integrations.invoke(route.functionId(), requestId, event);
          ambient.log().request("DISCONNECT", "$disconnect", status, started, requestId);
        });
  }

  void message(SocketConnection from, String text) {
    workers.execute(() -> router.route(from, text));
  }

  private Future<?> after(Duration delay, Runnable action) {
    return timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor newTimer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("socket-limits").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Gives the {@code $disconnect} of the last connections a moment to end. */
  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
