package dev.ren.account;

import static dev.ren.platform.Items.b;
import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.Items;
import dev.ren.platform.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Owns the table {@code credentials}, an item for each user. A table of its own, so that only the
 * functions that check or change credentials may read it: IAM tells tables apart, and by conditions
 * partition keys and attributes, but no sort keys.
 *
 * <pre>
 * u = user   rev, v (verifier), va var (vault), s1 s1r (password slot), s2 s2r (recovery slot),
 *            rec (hash of the recovery key's server half), cs (signature)
 *            pend (hash of a new half), rt (recovery token)
 * </pre>
 */
final class CredentialStore {

  /** What is stored of one user. */
  record Stored(Credentials credentials, Recovery recovery) {}

  /**
   * What a recovery has left behind.
   *
   * @param pendingHash of a new server half that no credential change has taken yet; may be empty
   * @param token the id of the recovery token that may be used; empty if none
   */
  record Recovery(byte[] pendingHash, String token) {
    static Recovery none() {
      return new Recovery(new byte[0], "");
    }
  }

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

  CredentialStore(DynamoDbClient dynamoDb, String table, AccountSealer sealer) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.sealer = sealer;
  }

  /** Consistent: a read unit for every 4 KB; empty if there is no such account. */
  Optional<Stored> find(UserId user) {
    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(request -> request.tableName(table).key(key(user)).consistentRead(true))
            .item();
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Stored(
                credentials(user, item),
                new Recovery(Items.bytesOrEmpty(item, "pend"), Items.text(item, "rt", ""))));
  }

  /** The put of a new account, for the transaction that activates it. */
  TransactWriteItem creation(UserId user, Credentials first) {
    return put(item(user, first), "attribute_not_exists(u)", Map.of());
  }

  /**
   * Replaces the credentials if their revision is still {@code rev − 1} and what else is expected
   * holds; the same write uses up token and pending half.
   */
  TransactWriteItem change(UserId user, Credentials next, Expected expected) {
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
    return put(item(user, next), condition.toString(), values);
  }

  /** Keeps the hash of a new server half until a credential change takes it. */
  void setPendingHalf(UserId user, byte[] recoveryHash) {
    set(user, "pend", b(recoveryHash));
  }

  /** The one recovery token that may be used from now on. */
  void setRecoveryToken(UserId user, String tokenId) {
    set(user, "rt", s(tokenId));
  }

  private void set(UserId user, String attribute, AttributeValue value) {
    try {
      dynamoDb.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(key(user))
                  .updateExpression("SET " + attribute + " = :v")
                  .conditionExpression("attribute_exists(u)")
                  .expressionAttributeValues(Map.of(":v", value)));
    } catch (ConditionalCheckFailedException gone) {
      throw new IllegalStateException("an account without credentials", gone);
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

  private static Map<String, AttributeValue> key(UserId user) {
    return Map.of("u", s(user.value()));
  }

  private Map<String, AttributeValue> item(UserId user, Credentials credentials) {
    Map<String, AttributeValue> item = new HashMap<>(key(user));
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
}
