package dev.ren.account;

import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.Items;
import dev.ren.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Owns the items {@code S#session} of the table {@code user}. The row holds no secret: a refresh
 * token is a MAC over the session and the counter {@code n} (see {@link RefreshTokens}).
 */
final class SessionStore {
  static final Duration LIFETIME = Duration.ofDays(30);
  private static final String PREFIX = "S#";

  /**
   * One session.
   *
   * @param counter of the newest refresh token
   * @param rotated when that token was made
   */
  record Session(
      String id, long counter, Instant rotated, Instant created, Instant used, String device) {}

  private final DynamoDbClient dynamoDb;
  private final String table;

  SessionStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** One write, 1 WRU. */
  void open(UserId user, String sessionId, String device, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>(key(user, sessionId));
    item.put("n", n(0));
    item.put("rot", n(now.toEpochMilli()));
    item.put("c", n(now.toEpochMilli()));
    item.put("us", n(now.toEpochMilli()));
    item.put("ttl", n(now.plus(LIFETIME).getEpochSecond()));
    if (!device.isEmpty()) {
      item.put("d", s(device));
    }
    dynamoDb.putItem(request -> request.tableName(table).item(item));
  }

  /** The session, if it is alive: consistent, since a rotation decides by it. */
  Optional<Session> find(UserId user, String sessionId, Instant now) {
    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(
                request -> request.tableName(table).key(key(user, sessionId)).consistentRead(true))
            .item();
    return item.isEmpty() ? Optional.empty() : alive(item, now);
  }

  /** Moves the counter from {@code counter} to the next; false if another request was faster. */
  boolean rotate(UserId user, String sessionId, long counter, Instant now) {
    try {
      dynamoDb.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(key(user, sessionId))
                  .updateExpression("SET #n = :next, rot = :now, us = :now, #ttl = :ttl")
                  .conditionExpression("#n = :n")
                  .expressionAttributeNames(Map.of("#n", "n", "#ttl", "ttl"))
                  .expressionAttributeValues(
                      Map.of(
                          ":n", n(counter),
                          ":next", n(counter + 1),
                          ":now", n(now.toEpochMilli()),
                          ":ttl", n(now.plus(LIFETIME).getEpochSecond()))));
      return true;
    } catch (ConditionalCheckFailedException faster) {
      return false;
    }
  }

  /** One write; ending a session that is not there is no error. */
  void end(UserId user, String sessionId) {
    dynamoDb.deleteItem(request -> request.tableName(table).key(key(user, sessionId)));
  }

  /** The living sessions of a user. */
  List<Session> list(UserId user, Instant now) {
    return dynamoDb
        .query(
            request ->
                request
                    .tableName(table)
                    .keyConditionExpression("u = :u AND begins_with(s, :s)")
                    .expressionAttributeValues(Map.of(":u", s(user.value()), ":s", s(PREFIX)))
                    .consistentRead(true))
        .items()
        .stream()
        .flatMap(item -> alive(item, now).stream())
        .toList();
  }

  private static Optional<Session> alive(Map<String, AttributeValue> item, Instant now) {
    if (Items.number(item, "ttl") <= now.getEpochSecond()) {
      return Optional.empty();
    }
    return Optional.of(
        new Session(
            Items.text(item, "s").substring(PREFIX.length()),
            Items.number(item, "n"),
            Instant.ofEpochMilli(Items.number(item, "rot")),
            Instant.ofEpochMilli(Items.number(item, "c")),
            Instant.ofEpochMilli(Items.number(item, "us")),
            Items.text(item, "d", "")));
  }

  private static Map<String, AttributeValue> key(UserId user, String sessionId) {
    return Map.of("u", s(user.value()), "s", s(PREFIX + sessionId));
  }
}
