package dev.ren.account;

import static dev.ren.platform.Items.b;
import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.Items;
import dev.ren.platform.Login;
import dev.ren.platform.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Owns the table {@code accounts}: {@code profile} and {@code id#generation} of each user, which is
 * what others may know.
 */
final class AccountStore {
  static final String IDENTITY = "id#";

  /** Who somebody is. */
  record Public(Profile profile, Identity identity) {}

  private final DynamoDbClient dynamoDb;
  private final String table;

  AccountStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  /** With the newest identity: one query of one partition; empty if there is no such account. */
  Optional<Public> find(UserId user) {
    List<Map<String, AttributeValue>> found =
        dynamoDb
            .query(
                request ->
                    request
                        .tableName(table)
                        .keyConditionExpression("u = :u")
                        .expressionAttributeValues(Map.of(":u", s(user.value())))
                        .consistentRead(true))
            .items();
    // In the order of the sort key: identities by generation, then the profile.
    if (found.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Public(profile(user, found.getLast()), identity(found.get(found.size() - 2))));
  }

  /** The small item only: half a read unit. */
  Optional<Profile> profile(UserId user) {
    Map<String, AttributeValue> item =
        dynamoDb.getItem(request -> request.tableName(table).key(key(user, "profile"))).item();
    return item.isEmpty() ? Optional.empty() : Optional.of(profile(user, item));
  }

  /** Profiles in the order asked for, without those that are gone: one batch of at most 100. */
  List<Profile> profiles(List<UserId> users) {
    if (users.isEmpty()) {
      return List.of();
    }
    List<Map<String, AttributeValue>> keys =
        users.stream().distinct().map(user -> key(user, "profile")).toList();
    Map<UserId, Profile> found = new HashMap<>();
    dynamoDb
        .batchGetItem(
            request ->
                request.requestItems(Map.of(table, KeysAndAttributes.builder().keys(keys).build())))
        .responses()
        .getOrDefault(table, List.of())
        .forEach(
            item -> {
              UserId user = UserId.parse(Items.text(item, "u"));
              found.put(user, profile(user, item));
            });
    List<Profile> ordered = new ArrayList<>();
    for (UserId user : users) {
      Profile profile = found.get(user);
      if (profile != null) {
        ordered.add(profile);
      }
    }
    return List.copyOf(ordered);
  }

  /** Identity records from a generation on, at most 100; of the newest only where none is named. */
  List<Identity> identities(UserId user, Optional<Long> from) {
    return dynamoDb
        .query(
            request -> {
              request
                  .tableName(table)
                  .keyConditionExpression("u = :u AND s BETWEEN :from AND :to")
                  .expressionAttributeValues(
                      Map.of(
                          ":u", s(user.value()),
                          ":from", s(identityKey(from.orElse(0L))),
                          ":to", s(IDENTITY + "~")))
                  .scanIndexForward(from.isPresent())
                  .limit(from.isPresent() ? 100 : 1)
                  .consistentRead(true);
            })
        .items()
        .stream()
        .map(AccountStore::identity)
        .toList();
  }

  /** The puts of a new account, for the transaction that activates it. */
  List<TransactWriteItem> creation(Profile profile, Identity identity) {
    return List.of(putNew(profileItem(profile)), putNew(identityItem(profile.user(), 0, identity)));
  }

  /** A new generation, and the profile that names it. */
  List<TransactWriteItem> succession(Profile next, Identity identity) {
    return List.of(
        putNew(identityItem(next.user(), next.generation(), identity)),
        TransactWriteItem.builder()
            .update(
                update ->
                    update
                        .tableName(table)
                        .key(key(next.user(), "profile"))
                        .updateExpression("SET fp = :fp, gen = :gen")
                        .conditionExpression("gen = :before")
                        .expressionAttributeValues(
                            Map.of(
                                ":fp", b(next.fingerprint()),
                                ":gen", n(next.generation()),
                                ":before", n(next.generation() - 1))))
            .build());
  }

  /** One write; the profile exists. */
  void rename(UserId user, UserName name) {
    set(user, "SET nm = :v", Map.of(":v", s(name.value())));
  }

  void setAvatarVersion(UserId user, String version) {
    if (version.isEmpty()) {
      set(user, "REMOVE av", Map.of());
    } else {
      set(user, "SET av = :v", Map.of(":v", s(version)));
    }
  }

  private void set(UserId user, String expression, Map<String, AttributeValue> values) {
    try {
      dynamoDb.updateItem(
          request -> {
            request
                .tableName(table)
                .key(key(user, "profile"))
                .updateExpression(expression)
                .conditionExpression("attribute_exists(u)");
            if (!values.isEmpty()) {
              request.expressionAttributeValues(values);
            }
          });
    } catch (ConditionalCheckFailedException gone) {
      throw new IllegalStateException("an account without a profile", gone);
    }
  }

  private TransactWriteItem putNew(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(table).item(item).conditionExpression("attribute_not_exists(u)"))
        .build();
  }

  static Map<String, AttributeValue> key(UserId user, String kind) {
    return Map.of("u", s(user.value()), "s", s(kind));
  }

  private static String identityKey(long generation) {
    return IDENTITY + String.format(Locale.ROOT, "%010d", generation);
  }

  private static Map<String, AttributeValue> profileItem(Profile profile) {
    Map<String, AttributeValue> item = new HashMap<>(key(profile.user(), "profile"));
    item.put("l", s(profile.login().value()));
    item.put("nm", s(profile.name()));
    item.put("fp", b(profile.fingerprint()));
    item.put("gen", n(profile.generation()));
    return item;
  }

  static Profile profile(UserId user, Map<String, AttributeValue> item) {
    return new Profile(
        user,
        Login.parse(Items.text(item, "l")),
        Items.text(item, "nm"),
        Items.bytes(item, "fp"),
        Items.number(item, "gen"),
        Items.text(item, "av", ""));
  }

  private static Map<String, AttributeValue> identityItem(
      UserId user, long generation, Identity identity) {
    Map<String, AttributeValue> item = new HashMap<>(key(user, identityKey(generation)));
    item.put("r", b(identity.record()));
    item.put("sg", b(identity.signature()));
    if (identity.predecessorSignature().length > 0) {
      item.put("ps", b(identity.predecessorSignature()));
    }
    return item;
  }

  static Identity identity(Map<String, AttributeValue> item) {
    return new Identity(
        Items.bytes(item, "r"), Items.bytes(item, "sg"), Items.bytesOrEmpty(item, "ps"));
  }
}
