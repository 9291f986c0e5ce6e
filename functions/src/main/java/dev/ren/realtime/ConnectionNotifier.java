package dev.ren.realtime;

import dev.ren.platform.Log;
import dev.ren.platform.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/**
 * Pushes through API Gateway's {@code @connections}, many at a time. A socket that turns out to be
 * gone is forgotten in both places that know it.
 */
public final class ConnectionNotifier implements Notifier {
  private static final int AT_A_TIME = 16;
  private static final Duration ONE = Duration.ofSeconds(2);

  /** A slow gateway delays the answer of the function by no more than this. */
  private static final Duration ALL = Duration.ofSeconds(4);

  private final Supplier<ApiGatewayManagementApiClient> gateway;
  private final ConnectionStore rows;
  private final PresenceStore presences;
  private final Clock clock;
  private final Duration longest;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore free = new Semaphore(AT_A_TIME);

  /**
   * With its ports.
   *
   * @param gateway asked for with every push: a container that never pushes makes no client
   * @param longest after which a push is left alone, whoever has not been reached
   */
  ConnectionNotifier(
      Supplier<ApiGatewayManagementApiClient> gateway,
      ConnectionStore rows,
      PresenceStore presences,
      Clock clock,
      Duration longest) {
    this.gateway = gateway;
    this.rows = rows;
    this.presences = presences;
    this.clock = clock;
    this.longest = longest;
  }

  public static ConnectionNotifier of(Platform platform) {
    platform.beforeSnapshot(
        "connections",
        () -> platform.connections().getConnection(request -> request.connectionId("priming=")));
    return new ConnectionNotifier(
        platform::connections,
        ConnectionStore.of(platform),
        PresenceStore.of(platform),
        platform.clock(),
        ALL);
  }

  @Override
  public void push(Collection<LiveConnection> to, String event) {
    SdkBytes text = SdkBytes.fromString(event, StandardCharsets.UTF_8);
    List<Callable<Void>> posts = to.stream().map(connection -> post(connection, text)).toList();
    if (posts.isEmpty()) {
      return;
    }
    try {
      threads.invokeAll(posts, longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close(LiveConnection connection, String event) {
    push(List.of(connection), event);
    try {
      gateway.get().deleteConnection(request -> request.connectionId(connection.id()));
    } catch (GoneException gone) {
      forget(connection);
    } catch (SdkException failed) {
      Log.fault("close_failed", connection.id(), failed);
    }
  }

  private Callable<Void> post(LiveConnection connection, SdkBytes text) {
    return () -> {
      free.acquire();
      try {
        gateway
            .get()
            .postToConnection(
                request ->
                    request
                        .connectionId(connection.id())
                        .data(text)
                        .overrideConfiguration(limits -> limits.apiCallTimeout(ONE)));
      } catch (GoneException gone) {
        forget(connection);
      } catch (SdkException failed) {
        Log.fault("push_failed", connection.id(), failed);
      } finally {
        free.release();
      }
      return null;
    };
  }

  private void forget(LiveConnection connection) {
    try {
      if (rows.deleteGone(connection.id(), clock.millis())) {
        presences.remove(connection.user(), List.of(connection.id()), clock.millis());
      }
    } catch (SdkException failed) {
      Log.fault("forget_failed", connection.id(), failed);
    }
  }
}
