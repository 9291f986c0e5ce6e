package dev.ren.file;

import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.ChatId;
import dev.ren.platform.FileId;
import dev.ren.platform.Items;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Owns the items {@code U#user} of the table {@code files}:
 *
 * <pre>
 * p = U#user   s = Q                          b = bytes of all this user's objects together
 *              s = P#chat#clientId#fileId     z, x as in {@link FileStore}: what b holds and no
 *                                             message has yet
 * </pre>
 *
 * Every change of {@code b} is one transaction with the items it counts: a crash leaves the two in
 * step, and since each release takes away an item that must be there, no repeat releases twice.
 */
final class QuotaStore {
  private static final String CONDITION = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";

  private final DynamoDbClient dynamoDb;
  private final String table;
  private final FileStore files;

  QuotaStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
    this.files = new FileStore(dynamoDb, table);
  }

  static QuotaStore of(Platform platform) {
    return new QuotaStore(platform.dynamoDb(), platform.table("TABLE_FILES"));
  }

  /** What came of a reservation. */
  enum Reserved {
    DONE,
    /** A file of that path is there, or another change came between: look again. */
    TAKEN,
    OVER_QUOTA
  }

  /** Bytes of all of a user's objects together, consistently: 1 RRU. */
  long used(UserId user) {
    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(request -> request.tableName(table).key(quotaKey(user)).consistentRead(true))
            .item();
    return Items.number(item, "b", 0);
  }

  /** A user's files that no message has and that expired: those of the first megabyte. */
  List<FilePath> expired(UserId user, long now) {
    return dynamoDb
        .query(
            query ->
                query
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("p = :p AND begins_with(s, :s)")
                    .filterExpression("x <= :now")
                    .expressionAttributeValues(
                        Map.of(":p", s("U#" + user.value()), ":s", s("P#"), ":now", n(now))))
        .items()
        .stream()
        .map(item -> path(Items.text(item, "s")))
        .toList();
  }

  /**
   * Announces a file and takes its bytes from the quota, or neither: 6 WRU.
   *
   * @param quota not less than the file's own bytes
   */
  Reserved reserve(StoredFile file, long quota) {
    long bytes = file.layout().objectSize();
    Map<String, AttributeValue> pending = new HashMap<>(pendingKey(file.uploader(), file.path()));
    pending.put("z", n(file.layout().size()));
    pending.put("x", n(file.expiresAt()));
    Put put =
        Put.builder()
            .tableName(table)
            .item(pending)
            .conditionExpression("attribute_not_exists(p)")
            .build();
    List<String> failures =
        commit(
            List.of(
                files.announcement(file),
                TransactWriteItem.builder().put(put).build(),
                add(file.uploader(), bytes, "attribute_not_exists(b) OR b <= :b", quota - bytes)));
    if (failures.isEmpty()) {
      return Reserved.DONE;
    }
    boolean free = failures.stream().limit(2).noneMatch(CONDITION::equals);
    return free && failures.getLast().equals(CONDITION) ? Reserved.OVER_QUOTA : Reserved.TAKEN;
  }

  /** Makes complete files part of their message, all or none; false if one changed meanwhile. */
  boolean attach(Collection<StoredFile> complete) {
    List<TransactWriteItem> writes = new ArrayList<>();
    for (StoredFile file : complete) {
      writes.add(files.attachment(file));
      writes.add(pendingDeletion(file.uploader(), file.path(), "x = :x", n(file.expiresAt())));
    }
    return commit(writes).isEmpty();
  }

  /**
   * Takes away a file that no message has and gives its bytes back.
   *
   * @param expiredBy only if it expires by then, milliseconds since 1970
   * @return false if there is none such, or another change came between
   */
  boolean withdraw(UserId uploader, FilePath path, long expiredBy) {
    Map<String, AttributeValue> pending =
        dynamoDb
            .getItem(
                request ->
                    request.tableName(table).key(pendingKey(uploader, path)).consistentRead(true))
            .item();
    if (pending.isEmpty() || Items.number(pending, "x") > expiredBy) {
      return false;
    }
    long bytes = FileLayout.of(Items.number(pending, "z")).objectSize();
    return commit(
            List.of(
                files.withdrawal(uploader, path),
                pendingDeletion(uploader, path, "x = :x", n(Items.number(pending, "x"))),
                add(uploader, -bytes, "b >= :b", bytes)))
        .isEmpty();
  }

  /** Takes away an attached file and gives its bytes back; false if it is gone, or see above. */
  boolean remove(StoredFile attached) {
    long bytes = attached.layout().objectSize();
    return commit(
            List.of(files.removal(attached), add(attached.uploader(), -bytes, "b >= :b", bytes)))
        .isEmpty();
  }

  /** Writes all or nothing. Empty if all; otherwise why each write failed, or "None". */
  private List<String> commit(List<TransactWriteItem> writes) {
    try {
      dynamoDb.transactWriteItems(request -> request.transactItems(writes));
      return List.of();
    } catch (TransactionCanceledException lost) {
      List<String> reasons =
          lost.cancellationReasons().stream().map(CancellationReason::code).toList();
      if (reasons.contains(CONDITION) || reasons.contains(CONFLICT)) {
        return reasons;
      }
      throw lost;
    }
  }

  private TransactWriteItem add(UserId user, long bytes, String condition, long bound) {
    Update update =
        Update.builder()
            .tableName(table)
            .key(quotaKey(user))
            .updateExpression("ADD b :bytes")
            .conditionExpression(condition)
            .expressionAttributeValues(Map.of(":bytes", n(bytes), ":b", n(bound)))
            .build();
    return TransactWriteItem.builder().update(update).build();
  }

  private TransactWriteItem pendingDeletion(
      UserId user, FilePath path, String condition, AttributeValue expiry) {
    Delete delete =
        Delete.builder()
            .tableName(table)
            .key(pendingKey(user, path))
            .conditionExpression(condition)
            .expressionAttributeValues(Map.of(":x", expiry))
            .build();
    return TransactWriteItem.builder().delete(delete).build();
  }

  private static Map<String, AttributeValue> quotaKey(UserId user) {
    return Map.of("p", s("U#" + user.value()), "s", s("Q"));
  }

  private static Map<String, AttributeValue> pendingKey(UserId user, FilePath path) {
    String name = path.chat().value() + "#" + path.clientId() + "#" + path.file().value();
    return Map.of("p", s("U#" + user.value()), "s", s("P#" + name));
  }

  private static FilePath path(String pendingName) {
    String[] ids = pendingName.split("#", 4);
    return new FilePath(ChatId.parse(ids[1]), ids[2], new FileId(ids[3]));
  }
}
