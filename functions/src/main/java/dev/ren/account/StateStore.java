package dev.ren.account;

import static dev.ren.platform.Items.b;
import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.Items;
import dev.ren.platform.UserId;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Owns the item {@code STATE} of the table {@code user}: what a client keeps for itself, sealed.
 */
final class StateStore {
  private final DynamoDbClient dynamoDb;
  private final String table;

  StateStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  Sealed read(UserId user) {
    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(request -> request.tableName(table).key(key(user)).consistentRead(true))
            .item();
    return new Sealed(Items.number(item, "rev"), Items.bytes(item, "b"));
  }

  /** Replaces the state if the stored revision is the one before; false otherwise. */
  boolean replace(UserId user, Sealed state) {
    try {
      dynamoDb.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item(user, state))
                  .conditionExpression("rev = :before")
                  .expressionAttributeValues(Map.of(":before", n(state.rev() - 1))));
      return true;
    } catch (ConditionalCheckFailedException newer) {
      return false;
    }
  }

  /** The part of a transaction that writes the first state of an account. */
  TransactWriteItem creation(UserId user, Sealed state) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(table)
                    .item(item(user, state))
                    .conditionExpression("attribute_not_exists(u)"))
        .build();
  }

  /** The part of a transaction that replaces the state under a new vault key. */
  TransactWriteItem replacement(UserId user, Sealed state) {
    return TransactWriteItem.builder()
        .put(
            put ->
                put.tableName(table)
                    .item(item(user, state))
                    .conditionExpression("rev = :before")
                    .expressionAttributeValues(Map.of(":before", n(state.rev() - 1))))
        .build();
  }

  private static Map<String, AttributeValue> item(UserId user, Sealed state) {
    Map<String, AttributeValue> item = new HashMap<>(key(user));
    item.put("rev", n(state.rev()));
    item.put("b", b(state.bytes()));
    return item;
  }

  private static Map<String, AttributeValue> key(UserId user) {
    return Map.of("u", s(user.value()), "s", s("STATE"));
  }
}
