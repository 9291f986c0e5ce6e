package dev.ren.account;

import static dev.ren.platform.Items.b;
import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.Items;
import dev.ren.platform.Login;
import dev.ren.platform.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Owns the table {@code names}: which login belongs to whom, and logins that are held for an
 * unfinished registration. What such a login holds of the password's key is sealed under the
 * pepper: salts are public, so a bare hash in a backup would verify guesses. {@code p} is the first
 * two characters of {@code l}, so that a search by prefix is one query in one partition.
 */
final class NameStore {

  /**
   * A login that is held.
   *
   * @param tokenId the {@code jti} of the one token that may finish the registration
   * @param expires when the login is free again; conditions compare with it, since TTL lags by days
   */
  record Reservation(
      Login login,
      UserId user,
      String tokenId,
      Instant expires,
      String name,
      byte[] verifier,
      byte[] authKeyHash,
      byte[] recoveryHash) {}

  /** A page of a search; {@code last} is where the next one begins, if there is one. */
  record Page(List<UserId> users, Optional<Login> last) {}

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final AccountSealer sealer;

  NameStore(DynamoDbClient dynamoDb, String table, AccountSealer sealer) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.sealer = sealer;
  }

  /**
   * Holds a login that is free, or was held and has expired: one write, 1 WRU. The same reservation
   * again is no other one: the SDK repeats a write whose answer it did not get.
   */
  boolean reserve(Reservation held, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>(key(held.login()));
    item.put("u", s(held.user().value()));
    item.put("st", s("pending"));
    item.put("jti", s(held.tokenId()));
    item.put("exp", n(held.expires().toEpochMilli()));
    item.put("ttl", n(held.expires().getEpochSecond()));
    item.put("nm", s(held.name()));
    item.put("v", b(held.verifier()));
    item.put("ak", b(sealer.seal(held.user(), "ak", held.authKeyHash())));
    item.put("rec", b(sealer.seal(held.user(), "rec", held.recoveryHash())));
    try {
      dynamoDb.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item)
                  .conditionExpression(
                      "attribute_not_exists(p)"
                          + " OR (st = :pending AND (#exp <= :now OR jti = :jti))")
                  .expressionAttributeNames(Map.of("#exp", "exp"))
                  .expressionAttributeValues(
                      Map.of(
                          ":pending", s("pending"),
                          ":now", n(now.toEpochMilli()),
                          ":jti", s(held.tokenId()))));
      return true;
    } catch (ConditionalCheckFailedException taken) {
      return false;
    }
  }

  /** The reservation of a login, if it is one still. */
  Optional<Reservation> reservation(Login login) {
    Map<String, AttributeValue> item = get(login);
    if (!Items.text(item, "st", "").equals("pending")) {
      return Optional.empty();
    }
    UserId user = UserId.parse(Items.text(item, "u"));
    return Optional.of(
        new Reservation(
            login,
            user,
            Items.text(item, "jti"),
            Instant.ofEpochMilli(Items.number(item, "exp")),
            Items.text(item, "nm"),
            Items.bytes(item, "v"),
            sealer.open(user, "ak", Items.bytes(item, "ak")),
            sealer.open(user, "rec", Items.bytes(item, "rec"))));
  }

  /** Whose login it is, if the account is active. */
  Optional<UserId> owner(Login login) {
    Map<String, AttributeValue> item = get(login);
    return Items.text(item, "st", "").equals("active")
        ? Optional.of(UserId.parse(Items.text(item, "u")))
        : Optional.empty();
  }

  /** The part of the activation that turns the reservation into a name. */
  TransactWriteItem activation(Reservation held, Instant now) {
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(table)
                    .key(key(held.login()))
                    .updateExpression("SET st = :active REMOVE jti, #exp, #ttl, nm, v, ak, rec")
                    .conditionExpression("st = :pending AND jti = :jti AND #exp > :now")
                    .expressionAttributeNames(Map.of("#exp", "exp", "#ttl", "ttl"))
                    .expressionAttributeValues(
                        Map.of(
                            ":active", s("active"),
                            ":pending", s("pending"),
                            ":jti", s(held.tokenId()),
                            ":now", n(now.toEpochMilli()))))
        .build();
  }

  /** Active logins that begin with {@code prefix}, after {@code from}: one query. */
  Page search(String prefix, Optional<Login> from, int limit) {
    Map<String, AttributeValue> values =
        Map.of(":p", s(prefix.substring(0, 2)), ":l", s(prefix), ":active", s("active"));
    QueryResponse response =
        dynamoDb.query(
            request -> {
              request
                  .tableName(table)
                  .keyConditionExpression("p = :p AND begins_with(l, :l)")
                  .filterExpression("st = :active")
                  .expressionAttributeValues(values)
                  .limit(limit);
              from.ifPresent(login -> request.exclusiveStartKey(key(login)));
            });
    List<UserId> users = new ArrayList<>();
    for (Map<String, AttributeValue> item : response.items()) {
      users.add(UserId.parse(Items.text(item, "u")));
    }
    Optional<Login> last =
        response.lastEvaluatedKey().isEmpty()
            ? Optional.empty()
            : Optional.of(Login.parse(Items.text(response.lastEvaluatedKey(), "l")));
    return new Page(List.copyOf(users), last);
  }

  private Map<String, AttributeValue> get(Login login) {
    return dynamoDb
        .getItem(request -> request.tableName(table).key(key(login)).consistentRead(true))
        .item();
  }

  private static Map<String, AttributeValue> key(Login login) {
    return Map.of("p", s(login.value().substring(0, 2)), "l", s(login.value()));
  }
}
