package dev.ren.account;

import static dev.ren.platform.Items.b;
import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.BatchGet;
import dev.ren.platform.Items;
import dev.ren.platform.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Owns the sessions in the table {@code user}:
 *
 * <pre>
 * u = user, s = S#session → r (rev of the credentials it was opened under), h, n, times, device
 * u = user, s = SESSIONS  → r (floor: sessions of a lower rev are dead)
 * </pre>
 *
 * The floor rises in the transaction that changes the credentials. So no session outlives a change:
 * not one whose row the clean-up did not reach, nor one whose log-in read the old credentials and
 * wrote its row after the change. A row holds no secret: of a refresh token it has the counter and
 * the hash of its random part (see {@link RefreshTokens}).
 */
final class SessionStore {
  static final Duration LIFETIME = Duration.ofDays(30);
  private static final String PREFIX = "S#";
  private static final String FLOOR = "SESSIONS";

  /**
   * One session.
   *
   * @param secretHash of the random part of its refresh tokens, 32 bytes
   * @param counter of the newest refresh token
   * @param rotated when that token was made
   */
  record Session(
      String id,
      byte[] secretHash,
      long counter,
      Instant rotated,
      Instant created,
      Instant used,
      String device) {}

  private final DynamoDbClient dynamoDb;
  private final String table;

  SessionStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /**
   * One write, 1 WRU.
   *
   * @param rev of the credentials that opened it
   */
  void open(RefreshTokens.Refresh first, long rev, String device, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>(key(first.user(), first.sessionId()));
    item.put("r", n(rev));
    item.put("h", b(first.secretHash()));
    item.put("n", n(first.counter()));
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
    return alive(
            BatchGet.read(
                    dynamoDb,
                    Map.of(
                        table,
                        KeysAndAttributes.builder()
                            .keys(List.of(key(user, sessionId), floorKey(user)))
                            .consistentRead(true)
                            .build()))
                .getOrDefault(table, List.of()),
            now)
        .stream()
        .findAny();
  }

  /** The part of a credential change that ends every session opened under an older revision. */
  TransactWriteItem floor(UserId user, long rev) {
    Map<String, AttributeValue> item = new HashMap<>(floorKey(user));
    item.put("r", n(rev));
    return TransactWriteItem.builder().put(put -> put.tableName(table).item(item)).build();
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
    return alive(rows(user), now);
  }

  /** The sessions that have a row, dead ones too. */
  List<Session> all(UserId user) {
    return rows(user).stream().filter(item -> !isFloor(item)).map(SessionStore::session).toList();
  }

  /** The rows and, since it sorts right behind them, the floor. */
  private List<Map<String, AttributeValue>> rows(UserId user) {
    Map<String, AttributeValue> between =
        Map.of(":u", s(user.value()), ":from", s(PREFIX), ":to", s(FLOOR));
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    dynamoDb
        .queryPaginator(
            request ->
                request
                    .tableName(table)
                    .keyConditionExpression("u = :u AND s BETWEEN :from AND :to")
                    .expressionAttributeValues(between)
                    .consistentRead(true))
        .items()
        .forEach(items::add);
    return items;
  }

  private static List<Session> alive(List<Map<String, AttributeValue>> rows, Instant now) {
    long floor =
        rows.stream()
            .filter(SessionStore::isFloor)
            .mapToLong(item -> Items.number(item, "r"))
            .findAny()
            .orElse(0);
    return rows.stream()
        .filter(item -> !isFloor(item))
        .filter(item -> Items.number(item, "ttl") > now.getEpochSecond())
        .filter(item -> Items.number(item, "r", 0) >= floor)
        .map(SessionStore::session)
        .toList();
  }

  private static boolean isFloor(Map<String, AttributeValue> item) {
    return Items.text(item, "s").equals(FLOOR);
  }

  private static Session session(Map<String, AttributeValue> item) {
    return new Session(
        Items.text(item, "s").substring(PREFIX.length()),
        Items.bytesOrEmpty(item, "h"),
        Items.number(item, "n"),
        Instant.ofEpochMilli(Items.number(item, "rot")),
        Instant.ofEpochMilli(Items.number(item, "c")),
        Instant.ofEpochMilli(Items.number(item, "us")),
        Items.text(item, "d", ""));
  }

  private static Map<String, AttributeValue> key(UserId user, String sessionId) {
    return Map.of("u", s(user.value()), "s", s(PREFIX + sessionId));
  }

  private static Map<String, AttributeValue> floorKey(UserId user) {
    return Map.of("u", s(user.value()), "s", s(FLOOR));
  }
}
