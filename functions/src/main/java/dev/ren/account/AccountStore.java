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
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Owns the table {@code accounts}: {@code profile}, {@code cred} and {@code id#generation} of each
 * user in one partition, so that a log-in reads all of it by one query.
 */
final class AccountStore {
  static final String IDENTITY = "id#";

  /** Everything of one account. */
  record Account(Profile profile, Credentials credentials, Identity identity, Recovery recovery) {}

  /**
   * What a recovery has left behind.
   *
   * @param pendingHash of a new server half that no credential change has taken yet; may be empty
   * @param token the id of the recovery token that may be used; empty if none
   */
  record Recovery(byte[] pendingHash, String token) {}

  /**
   * What must stand there for a credential change besides its revision.
   *
   * @param token the recovery token that warrants it
   * @param pendingHash of the server half that it takes
   */
  record Expected(Optional<String> token, Optional<byte[]> pendingHash) {}

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final AccountSealer sealer;

  AccountStore(DynamoDbClient dynamoDb, String table, AccountSealer sealer) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.sealer = sealer;
  }

  /** One query of one partition; empty if there is no such account. */
  Optional<Account> find(UserId user) {
    Map<String, Map<String, AttributeValue>> items = new HashMap<>();
    String newest = IDENTITY;
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
    for (Map<String, AttributeValue> item : found) {
      String kind = Items.text(item, "s");
      items.put(kind, item);
      if (kind.compareTo(newest) > 0 && kind.startsWith(IDENTITY)) {
        newest = kind;
      }
    }
    Map<String, AttributeValue> profile = items.get("profile");
    Map<String, AttributeValue> credentials = items.get("cred");
    Map<String, AttributeValue> identity = items.get(newest);
    if (profile == null || credentials == null || identity == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Account(
            profile(user, profile),
            credentials(user, credentials),
            identity(identity),
            new Recovery(
                Items.bytesOrEmpty(credentials, "pend"), Items.text(credentials, "rt", ""))));
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
  List<TransactWriteItem> creation(Account account) {
    UserId user = account.profile().user();
    return List.of(
        put(profileItem(account.profile()), "attribute_not_exists(u)", Map.of()),
        put(credentialsItem(user, account.credentials()), "attribute_not_exists(u)", Map.of()),
        put(identityItem(user, 0, account.identity()), "attribute_not_exists(u)", Map.of()));
  }

  /**
   * Replaces the credentials if their revision is still {@code rev − 1} and what else is expected
   * holds; the same write uses up token and pending half.
   */
  TransactWriteItem credentialChange(UserId user, Credentials next, Expected expected) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":rev", n(next.rev() - 1));
    StringBuilder condition = new StringBuilder("rev = :rev");
    expected
        .token()
        .ifPresent(
            id -> {
              values.put(":rt", s(id));
              condition.append(" AND rt = :rt");
            });
    expected
        .pendingHash()
        .ifPresent(
            hash -> {
              values.put(":pend", b(hash));
              condition.append(" AND pend = :pend");
            });
    return put(credentialsItem(user, next), condition.toString(), values);
  }

  /** A new generation, and the profile that names it. */
  List<TransactWriteItem> succession(Profile next, Identity identity) {
    return List.of(
        put(
            identityItem(next.user(), next.generation(), identity),
            "attribute_not_exists(u)",
            Map.of()),
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

  /** Writes all or nothing; false if a condition no longer holds. */
  boolean commit(List<TransactWriteItem> writes) {
    try {
      dynamoDb.transactWriteItems(request -> request.transactItems(writes));
      return true;
    } catch (TransactionCanceledException lost) {
      boolean conditional =
          lost.cancellationReasons().stream()
              .anyMatch(
                  reason ->
                      "ConditionalCheckFailed".equals(reason.code())
                          || "TransactionConflict".equals(reason.code()));
      if (conditional) {
        return false;
      }
      throw lost;
    }
  }

  /** One write; the profile exists. */
  void rename(UserId user, UserName name) {
    set(user, "profile", "SET nm = :v", Map.of(":v", s(name.value())));
  }

  void setAvatarVersion(UserId user, String version) {
    if (version.isEmpty()) {
      set(user, "profile", "REMOVE av", Map.of());
    } else {
      set(user, "profile", "SET av = :v", Map.of(":v", s(version)));
    }
  }

  /** Keeps the hash of a new server half until a credential change takes it. */
  void setPendingHalf(UserId user, byte[] recoveryHash) {
    set(user, "cred", "SET pend = :v", Map.of(":v", b(recoveryHash)));
  }

  /** The one recovery token that may be used from now on. */
  void setRecoveryToken(UserId user, String tokenId) {
    set(user, "cred", "SET rt = :v", Map.of(":v", s(tokenId)));
  }

  private void set(
      UserId user, String kind, String expression, Map<String, AttributeValue> values) {
    try {
      dynamoDb.updateItem(
          request -> {
            request
                .tableName(table)
                .key(key(user, kind))
                .updateExpression(expression)
                .conditionExpression("attribute_exists(u)");
            if (!values.isEmpty()) {
              request.expressionAttributeValues(values);
            }
          });
    } catch (ConditionalCheckFailedException gone) {
      throw new IllegalStateException("an account without its item " + kind, gone);
    }
  }

  private TransactWriteItem put(
      Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
    return TransactWriteItem.builder()
        .put(
            put -> {
              put.tableName(table).item(item).conditionExpression(condition);
              if (!values.isEmpty()) {
                put.expressionAttributeValues(values);
              }
            })
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

  private Map<String, AttributeValue> credentialsItem(UserId user, Credentials credentials) {
    Map<String, AttributeValue> item = new HashMap<>(key(user, "cred"));
    item.put("rev", n(credentials.rev()));
    item.put("v", b(credentials.verifier()));
    item.put("va", b(sealer.seal(user, "vault", credentials.vault().bytes())));
    item.put("var", n(credentials.vault().rev()));
    item.put("s1", b(sealer.seal(user, "slot1", credentials.passwordSlot().bytes())));
    item.put("s1r", n(credentials.passwordSlot().rev()));
    item.put("s2", b(sealer.seal(user, "slot2", credentials.recoverySlot().bytes())));
    item.put("s2r", n(credentials.recoverySlot().rev()));
    item.put("rec", b(credentials.recoveryHash()));
    item.put("cs", b(sealer.seal(user, "cred", credentials.signature())));
    return item;
  }

  private Credentials credentials(UserId user, Map<String, AttributeValue> item) {
    return new Credentials(
        Items.number(item, "rev"),
        Items.bytes(item, "v"),
        new Sealed(Items.number(item, "var"), sealer.open(user, "vault", Items.bytes(item, "va"))),
        new Sealed(Items.number(item, "s1r"), sealer.open(user, "slot1", Items.bytes(item, "s1"))),
        new Sealed(Items.number(item, "s2r"), sealer.open(user, "slot2", Items.bytes(item, "s2"))),
        Items.bytes(item, "rec"),
        sealer.open(user, "cred", Items.bytes(item, "cs")));
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
