package dev.ren.platform;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Whether a session is alive: one eventually consistent read of its row, 0.5 RRU. The rows belong
 * to {@code dev.ren.account}; this reads the item family {@code S#session} of the table {@code
 * user} and nothing else of it.
 */
final class SessionReader {
  private final DynamoDbClient dynamoDb;
  private final String table;

  SessionReader(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** TTL deletes late, so the row's own end counts and not its absence. */
  boolean isAlive(UserId user, String sessionId, long now) {
    Map<String, AttributeValue> row =
        dynamoDb
            .getItem(
                request ->
                    request
                        .tableName(table)
                        .key(
                            Map.of(
                                "u", AttributeValue.fromS(user.value()),
                                "s", AttributeValue.fromS("S#" + sessionId)))
                        .projectionExpression("#ttl")
                        .expressionAttributeNames(Map.of("#ttl", "ttl")))
            .item();
    AttributeValue ends = row.get("ttl");
    return ends != null && Long.parseLong(ends.n()) * 1000 > now;
  }
}
