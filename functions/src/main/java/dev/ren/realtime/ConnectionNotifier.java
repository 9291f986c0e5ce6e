package dev.ren.realtime;

import dev.ren.platform.Correlation;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Json;
import dev.ren.platform.Log;
import dev.ren.platform.Metrics;
import dev.ren.platform.Metrics.Metric;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/**
 * Pushes through API Gateway's {@code @connections}, many at a time. A socket that turns out to be
 * gone, whose {@code $disconnect} was lost, is forgotten in both places that know it; if it was the
 * user's last, the contacts are told that the user left.
 */
public final class ConnectionNotifier implements Notifier {
  private static final int AT_A_TIME = 16;

  /**
   * Telling contacts may find more sockets gone, whose users have contacts. A function that pushes
   * follows no further than this; the rest ends with the sockets' tokens, or with another push.
   */
  private static final int ROUNDS = 3;

  private static final Duration ONE = Duration.ofSeconds(2);

  /** A slow gateway delays the answer of the function by no more than this. */
  private static final Duration ALL = Duration.ofSeconds(4);

  private static final SdkBytes EXPIRED =
      SdkBytes.fromUtf8String(
          Json.text(
              json -> {
                json.writeStringField("type", "error");
                json.writeStringField("code", ErrorCode.EXPIRED.wireName());
              }));

  private final Supplier<ApiGatewayManagementApiClient> gateway;
  private final ConnectionStore rows;
  private final PresenceStore presences;
  private final Contacts contacts;
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
      Contacts contacts,
      Clock clock,
      Duration longest) {
    this.gateway = gateway;
    this.rows = rows;
    this.presences = presences;
    this.contacts = contacts;
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
        Contacts.of(platform),
        platform.clock(),
        ALL);
  }

  @Override
  public void push(Collection<LiveConnection> to, String event) {
    tellContacts(reach(to, event));
  }

  @Override
  public void close(LiveConnection connection, String event) {
    List<Presence> left = new ArrayList<>(reach(List.of(connection), event));
    try {
      delete(connection);
    } catch (GoneException gone) {
      forget(connection).ifPresent(left::add);
    } catch (SdkException failed) {
      Log.fault("close_failed", connection.id(), failed);
    }
    tellContacts(left);
  }

  /** Pushes, and answers what is left of the people of whom a socket turned out to be gone. */
  private List<Presence> reach(Collection<LiveConnection> to, String event) {
    SdkBytes text = SdkBytes.fromString(event, StandardCharsets.UTF_8);
    Queue<Presence> left = new ConcurrentLinkedQueue<>();
    List<Callable<Void>> posts =
        to.stream().map(connection -> post(connection, text, left)).toList();
    if (!posts.isEmpty()) {
      try {
        threads.invokeAll(posts, longest.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return List.copyOf(left);
  }

  private void tellContacts(List<Presence> left) {
    List<Presence> changed = left;
    for (int round = 0; round < ROUNDS && !changed.isEmpty(); round++) {
      changed = goneOf(changed).flatMap(this::tellContacts).toList();
    }
  }

  /** Once for each user, however many of the user's sockets went. */
  private Stream<Presence> goneOf(List<Presence> changed) {
    Map<UserId, Presence> gone = new LinkedHashMap<>();
    changed.stream()
        .filter(presence -> !presence.isOnlineAt(clock.millis()))
        .forEach(presence -> gone.put(presence.user(), presence));
    return gone.values().stream();
  }

  private Stream<Presence> tellContacts(Presence gone) {
    long now = clock.millis();
    try {
      String event = ContactStatus.of(gone, now).update();
      return reach(contacts.liveAt(gone.user(), now), event).stream();
    } catch (SdkException failed) {
      Log.fault("contacts_failed", gone.user().value(), failed);
      return Stream.empty();
    }
  }

  private Callable<Void> post(LiveConnection connection, SdkBytes text, Queue<Presence> left) {
    Callable<Void> post =
        () -> {
          free.acquire();
          try {
            if (connection.isLiveAt(clock.millis())) {
              send(connection, text);
              Metrics.process().count(Metric.DELIVERIES);
            } else {
              send(connection, EXPIRED);
              delete(connection);
            }
          } catch (GoneException gone) {
            Metrics.process().count(Metric.GONE_CONNECTIONS);
            forget(connection).ifPresent(left::add);
          } catch (SdkException failed) {
            Metrics.process().count(Metric.PUSH_FAILURES);
            Log.fault("push_failed", connection.id(), failed);
          } finally {
            free.release();
          }
          return null;
        };
    return Correlation.carried(post);
  }

  private void send(LiveConnection connection, SdkBytes text) {
    gateway
        .get()
        .postToConnection(
            request ->
                request
                    .connectionId(connection.id())
                    .data(text)
                    .overrideConfiguration(limits -> limits.apiCallTimeout(ONE)));
  }

  /** Closes: the gateway's {@code $disconnect} forgets the rows and tells the contacts. */
  private void delete(LiveConnection connection) {
    gateway
        .get()
        .deleteConnection(
            request ->
                request
                    .connectionId(connection.id())
                    .overrideConfiguration(limits -> limits.apiCallTimeout(ONE)));
  }

  /** What is left of the user, unless the socket is just being opened. */
  private Optional<Presence> forget(LiveConnection connection) {
    long now = clock.millis();
    try {
      return rows.deleteGone(connection.id(), now)
          ? Optional.of(presences.remove(connection.user(), List.of(connection.id()), now))
          : Optional.empty();
    } catch (SdkException failed) {
      Log.fault("forget_failed", connection.id(), failed);
      return Optional.empty();
    }
  }
}
