package dev.ren.realtime;

import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.Items;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Owns the table {@code connections}: {@code id → user, sid, exp, ttl}. A row says whose a socket
 * is, which {@code $disconnect} may not; without its row a socket cannot be renewed.
 */
public final class ConnectionStore {
  /** API Gateway ends every socket after two hours; what is older was lost. */
  private static final Duration LONGEST = Duration.ofMinutes(130);

  /** API Gateway gives {@code $connect} 29 s. */
  private static final Duration OPENING = Duration.ofSeconds(30);

  private final DynamoDbClient dynamoDb;
  private final String table;

  public ConnectionStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  public static ConnectionStore of(Platform platform) {
    return new ConnectionStore(platform.dynamoDb(), platform.table("TABLE_CONNECTIONS"));
  }

  /** 1 WRU. */
  void put(LiveConnection connection, long now) {
    dynamoDb.putItem(
        request ->
            request
                .tableName(table)
                .item(
                    Map.of(
                        "id", s(connection.id()),
                        "user", s(connection.user().value()),
                        "sid", s(connection.session()),
                        "exp", n(connection.expiresAt()),
                        "ttl", n((now + LONGEST.toMillis()) / 1000))));
  }

  /** Consistent: 1 RRU. */
  Optional<LiveConnection> find(String connectionId) {
    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(
                request -> request.tableName(table).key(key(connectionId)).consistentRead(true))
            .item();
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new LiveConnection(
                UserId.parse(Items.text(item, "user")),
                connectionId,
                Items.text(item, "sid"),
                Items.number(item, "exp")));
  }

  /** Sets the new end of a socket of this user and session; false if there is none such: 1 WRU. */
  boolean renew(LiveConnection connection) {
    try {
      dynamoDb.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(key(connection.id()))
                  .updateExpression("SET #exp = :exp")
                  .conditionExpression("#user = :user AND #sid = :sid")
                  .expressionAttributeNames(Map.of("#exp", "exp", "#user", "user", "#sid", "sid"))
                  .expressionAttributeValues(
                      Map.of(
                          ":exp", n(connection.expiresAt()),
                          ":user", s(connection.user().value()),
                          ":sid", s(connection.session()))));
      return true;
    } catch (ConditionalCheckFailedException gone) {
      return false;
    }
  }

  /**
   * Removes a socket that a push found gone, unless it is just being opened: API Gateway answers
   * GoneException for a socket until its {@code $connect} has returned. 1 WRU.
   *
   * @return false if the socket is so young that it may be about to open
   */
  boolean deleteGone(String connectionId, long now) {
    long youngest = (now + LONGEST.toMillis() - OPENING.toMillis()) / 1000;
    try {
      dynamoDb.deleteItem(
          request ->
              request
                  .tableName(table)
                  .key(key(connectionId))
                  .conditionExpression("attribute_not_exists(id) OR #ttl <= :youngest")
                  .expressionAttributeNames(Map.of("#ttl", "ttl"))
                  .expressionAttributeValues(Map.of(":youngest", n(youngest))));
      return true;
    } catch (ConditionalCheckFailedException opening) {
      return false;
    }
  }

  /** Removing what is not there is no error: 1 WRU. */
  void delete(String connectionId) {
    dynamoDb.deleteItem(request -> request.tableName(table).key(key(connectionId)));
  }

  private static Map<String, AttributeValue> key(String connectionId) {
    return Map.of("id", s(connectionId));
  }
}
