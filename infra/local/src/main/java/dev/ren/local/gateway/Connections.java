package dev.ren.local.gateway;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The open WebSocket connections by id. */
final class Connections {
  private final ConcurrentMap<String, SocketConnection> open = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  /** An id of API Gateway's form, such as {@code Zx1c2d3EIAMCJ0g=}. */
  String newId() {
    byte[] bytes = new byte[11];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  void add(SocketConnection connection) {
    open.put(connection.id(), connection);
  }

  void remove(SocketConnection connection) {
    open.remove(connection.id());
  }

  Optional<SocketConnection> find(String id) {
    return Optional.ofNullable(open.get(id));
  }
}
