package dev.ren.realtime;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.DeleteConnectionResponse;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionResponse;

/** The gateway's side of {@code @connections}: some sockets are there, some gone, some failing. */
final class FakeGateway implements ApiGatewayManagementApiClient {
  private final Set<String> gone = ConcurrentHashMap.newKeySet();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private final List<String> posts = new CopyOnWriteArrayList<>();
  private final List<String> deleted = new CopyOnWriteArrayList<>();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  void lose(String connectionId) {
    gone.add(connectionId);
  }

  void fail(String connectionId) {
    failing.add(connectionId);
  }

  List<String> posts() {
    return List.copyOf(posts);
  }

  List<String> deleted() {
    return List.copyOf(deleted);
  }

  /** The most posts that were under way at once. */
  int mostAtOnce() {
    return most.get();
  }

  @Override
  public PostToConnectionResponse postToConnection(PostToConnectionRequest request) {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    try {
      refuse(request.connectionId());
      posts.add(request.connectionId() + " " + request.data().asUtf8String());
      return PostToConnectionResponse.builder().build();
    } finally {
      now.decrementAndGet();
    }
  }

  @Override
  public DeleteConnectionResponse deleteConnection(DeleteConnectionRequest request) {
    refuse(request.connectionId());
    deleted.add(request.connectionId());
    return DeleteConnectionResponse.builder().build();
  }

  private void refuse(String connectionId) {
    if (gone.contains(connectionId)) {
      throw GoneException.builder().message("gone").build();
    }
    if (failing.contains(connectionId)) {
      throw LimitExceededException.builder().message("too much").build();
    }
  }

  @Override
  public String serviceName() {
    return "fake";
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
