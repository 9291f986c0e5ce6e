package dev.ren.platform;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Owns the table {@code limits}: {@code k = R#what#window → n, ttl}. One item counts one thing in
 * one window of time and goes by TTL.
 */
final class LimitStore {
  private final DynamoDbClient dynamoDb;
  private final String table;

  LimitStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** Counts one more if fewer than {@code max} were counted: one write, 1 WRU. */
  boolean count(String key, int max, long ttlSeconds) {
    try {
      dynamoDb.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(Map.of("k", AttributeValue.fromS(key)))
                  .updateExpression("ADD #n :one SET #ttl = :ttl")
                  .conditionExpression("attribute_not_exists(#n) OR #n < :max")
                  .expressionAttributeNames(Map.of("#n", "n", "#ttl", "ttl"))
                  .expressionAttributeValues(
                      Map.of(
                          ":one", AttributeValue.fromN("1"),
                          ":max", AttributeValue.fromN(Integer.toString(max)),
                          ":ttl", AttributeValue.fromN(Long.toString(ttlSeconds)))));
      return true;
    } catch (ConditionalCheckFailedException full) {
      return false;
    }
  }
}
