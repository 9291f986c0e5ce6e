package dev.ren.platform;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Whether a session is alive: one batch of its row and of the user's session floor. Both belong to
 * {@code dev.ren.account}, whose {@code SessionStore} draws them; this reads nothing else of the
 * table {@code user}.
 */
final class SessionReader implements LiveSessions {
  private static final String FLOOR = "SESSIONS";
  private static final String SESSION = "S#";

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final boolean consistent;

  private SessionReader(DynamoDbClient dynamoDb, String table, boolean consistent) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.consistent = consistent;
  }

  /** Reads eventually consistent, 1 RRU: for requests, which an end may overtake anyway. */
  static SessionReader eventual(DynamoDbClient dynamoDb, String table) {
    return new SessionReader(dynamoDb, table, false);
  }

  /** Reads consistently, 2 RRU: for what stays when the request is over. */
  static SessionReader consistent(DynamoDbClient dynamoDb, String table) {
    return new SessionReader(dynamoDb, table, true);
  }

  @Override
  public boolean isAlive(UserId user, String sessionId, long now) {
    return readAlive(user, sessionId, now, Map.of()).isPresent();
  }

  /**
   * Reads other items in the same call, and gives them out only if the session is alive.
   *
   * @param requests of other tables than {@code user}, two keys fewer than {@link
   *     BatchGet#MOST_KEYS}
   * @return what was found, by table; empty if the session is dead
   */
  Optional<Map<String, List<Map<String, AttributeValue>>>> readAlive(
      UserId user, String sessionId, long now, Map<String, KeysAndAttributes> requests) {
    if (requests.containsKey(table)) {
      throw new IllegalArgumentException("a session is read alone of its table");
    }
    Map<String, KeysAndAttributes> all = new HashMap<>(requests);
    all.put(
        table,
        KeysAndAttributes.builder()
            .keys(List.of(key(user, SESSION + sessionId), key(user, FLOOR)))
            .consistentRead(consistent)
            .projectionExpression("s, r, #ttl")
            .expressionAttributeNames(Map.of("#ttl", "ttl"))
            .build());
    Map<String, List<Map<String, AttributeValue>>> found = BatchGet.read(dynamoDb, all);
    return isAlive(found.getOrDefault(table, List.of()), now)
        ? Optional.of(found)
        : Optional.empty();
  }

  /**
   * The row has an end of its own, since TTL deletes late, and the credentials' revision that it
   * was opened under, since a change ends what was before it whether or not its row is gone yet.
   */
  private static boolean isAlive(List<Map<String, AttributeValue>> items, long now) {
    long floor = 0;
    long rev = -1;
    for (Map<String, AttributeValue> item : items) {
      if (Items.text(item, "s").equals(FLOOR)) {
        floor = Items.number(item, "r");
      } else if (Items.number(item, "ttl") * 1000 > now) {
        rev = Items.number(item, "r", 0);
      }
    }
    return rev >= floor;
  }

  private static Map<String, AttributeValue> key(UserId user, String kind) {
    return Map.of("u", Items.s(user.value()), "s", Items.s(kind));
  }
}
