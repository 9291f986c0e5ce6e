package dev.ren.integration;

import dev.ren.client.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The two rows that a stack keeps of each socket: {@code id → user, sid, exp, ttl} among the
 * connections, and {@code c:id → "exp session"} in the item {@code P#user} among the heads.
 */
final class SocketRows {
  private static final String CONNECTION = "c:";

  private final Store store;
  private final String connections;
  private final String heads;

  SocketRows(Store store) {
    this.store = store;
    this.connections = store.table("connections");
    this.heads = store.table("heads");
  }

  /** The ids of a user's sockets; both tables must agree. */
  List<String> of(UserId user) {
    List<String> ids =
        presence(user).keySet().stream()
            .filter(name -> name.startsWith(CONNECTION))
            .map(name -> name.substring(CONNECTION.length()))
            .sorted()
            .toList();
    List<String> rows =
        store
            .client()
            .scanPaginator(scan -> scan.tableName(connections).consistentRead(true))
            .items()
            .stream()
            .filter(row -> field(row, "user").equals(user.value()))
            .map(row -> field(row, "id"))
            .sorted()
            .toList();
    if (!ids.equals(rows)) {
      throw new AssertionError("one table says " + ids + ", the other " + rows);
    }
    return ids;
  }

  /** Leaves what a socket leaves whose {@code $disconnect} was lost: rows, and nobody behind. */
  void leaveBehind(UserId user, String id, long expiresAt) {
    store
        .client()
        .putItem(
            put ->
                put.tableName(connections)
                    .item(
                        Map.of(
                            "id", text(id),
                            "user", text(user.value()),
                            "sid", text("lost"),
                            "exp", number(expiresAt),
                            "ttl", number(expiresAt / 1000))));
    setPresence(user, id, expiresAt + " lost");
  }

  /** Lets the tokens of all sockets of a user run out. */
  void expire(UserId user) {
    presence(user)
        .forEach(
            (name, value) -> {
              if (name.startsWith(CONNECTION)) {
                String session = value.s().substring(value.s().indexOf(' '));
                setPresence(user, name.substring(CONNECTION.length()), "1" + session);
              }
            });
  }

  private Map<String, AttributeValue> presence(UserId user) {
    return store
        .client()
        .getItem(get -> get.tableName(heads).key(key(user)).consistentRead(true))
        .item();
  }

  private void setPresence(UserId user, String id, String value) {
    store
        .client()
        .updateItem(
            update ->
                update
                    .tableName(heads)
                    .key(key(user))
                    .updateExpression("SET #c = :c")
                    .expressionAttributeNames(Map.of("#c", CONNECTION + id))
                    .expressionAttributeValues(Map.of(":c", text(value))));
  }

  private static String field(Map<String, AttributeValue> row, String name) {
    return Objects.requireNonNull(row.get(name)).s();
  }

  private static Map<String, AttributeValue> key(UserId user) {
    return Map.of("k", text("P#" + user.value()));
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
