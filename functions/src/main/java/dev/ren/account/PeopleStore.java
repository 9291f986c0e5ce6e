package dev.ren.account;

import static dev.ren.platform.Items.s;

import dev.ren.platform.BatchGet;
import dev.ren.platform.Items;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * What other features may know of people: profiles and public keys. Reads the items {@code profile}
 * and {@code id#generation} of the table {@code accounts}, which {@link AccountStore} owns.
 */
public final class PeopleStore {
  private final DynamoDbClient dynamoDb;
  private final String table;

  public PeopleStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  public static PeopleStore of(Platform platform) {
    return new PeopleStore(platform.dynamoDb(), platform.table("TABLE_ACCOUNTS"));
  }

  /** Profiles by user, without people who do not exist: one call for every 100. */
  public Map<UserId, Profile> profiles(Collection<UserId> users) {
    List<UserId> distinct = users.stream().distinct().toList();
    Map<UserId, Profile> found = new HashMap<>();
    for (int from = 0; from < distinct.size(); from += BatchGet.MOST_KEYS) {
      List<Map<String, AttributeValue>> keys =
          distinct.subList(from, Math.min(distinct.size(), from + BatchGet.MOST_KEYS)).stream()
              .map(PeopleStore::profileKey)
              .toList();
      BatchGet.read(dynamoDb, Map.of(table, KeysAndAttributes.builder().keys(keys).build()))
          .getOrDefault(table, List.of())
          .forEach(item -> add(found, item));
    }
    return found;
  }

  /** The signing key of a person's newest identity, an uncompressed point; consistent. */
  public Optional<byte[]> signingKey(UserId user) {
    return dynamoDb
        .query(
            request ->
                request
                    .tableName(table)
                    .keyConditionExpression("u = :u AND begins_with(s, :id)")
                    .expressionAttributeValues(
                        Map.of(":u", s(user.value()), ":id", s(AccountStore.IDENTITY)))
                    .scanIndexForward(false)
                    .limit(1)
                    .consistentRead(true))
        .items()
        .stream()
        .map(item -> AccountStore.identity(item).content().signingKey())
        .findFirst();
  }

  /** The key of a profile, for reads that fetch it together with items of other tables. */
  public static Map<String, AttributeValue> profileKey(UserId user) {
    return AccountStore.key(user, "profile");
  }

  /** Reads an item that was fetched so. */
  public static Profile profile(Map<String, AttributeValue> item) {
    return AccountStore.profile(UserId.parse(Items.text(item, "u")), item);
  }

  private static void add(Map<UserId, Profile> found, Map<String, AttributeValue> item) {
    Profile profile = profile(item);
    found.put(profile.user(), profile);
  }
}
