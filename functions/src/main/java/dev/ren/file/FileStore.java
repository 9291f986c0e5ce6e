package dev.ren.file;

import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.BatchGet;
import dev.ren.platform.ChatId;
import dev.ren.platform.FileId;
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
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Owns the items {@code C#chat} of the table {@code files}:
 *
 * <pre>
 * p = C#chat   s = clientId#fileId   u = uploader   z = plaintext bytes
 *                                    st = o | c | a (open, complete, attached)
 *                                    up = upload id, while open
 *                                    x, ttl = expiry in ms, in s; until attached
 * </pre>
 *
 * What takes bytes from a quota or gives them back is a transaction of {@link QuotaStore}.
 */
final class FileStore {
  /** TTL only tidies up: every condition compares {@code x} with the clock. */
  private static final long TTL_MARGIN_SECONDS = 86_400;

  private static final String OPEN = "o";
  private static final String COMPLETE = "c";
  private static final String ATTACHED = "a";

  private final DynamoDbClient dynamoDb;
  private final String table;

  FileStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  static FileStore of(Platform platform) {
    return new FileStore(platform.dynamoDb(), platform.table("TABLE_FILES"));
  }

  /** A file, consistently: 1 RRU. */
  Optional<StoredFile> find(FilePath path) {
    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(request -> request.tableName(table).key(key(path)).consistentRead(true))
            .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(file(item));
  }

  /** Those that are there, consistently, in no order: one call for at most 100. */
  List<StoredFile> find(Collection<FilePath> paths) {
    List<Map<String, AttributeValue>> keys = paths.stream().map(FileStore::key).toList();
    KeysAndAttributes request = KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
    return BatchGet.read(dynamoDb, Map.of(table, request)).getOrDefault(table, List.of()).stream()
        .map(FileStore::file)
        .toList();
  }

  /** What was announced for a message, consistently: attached or not. */
  List<StoredFile> ofMessage(ChatId chat, String clientId) {
    return dynamoDb
        .query(
            query ->
                query
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("p = :p AND begins_with(s, :s)")
                    .expressionAttributeValues(
                        Map.of(":p", s("C#" + chat.value()), ":s", s(clientId + "#"))))
        .items()
        .stream()
        .map(FileStore::file)
        .toList();
  }

  /** Notes the multipart upload of an open file, if it is still {@code before} that is noted. */
  boolean started(FilePath path, Optional<String> before, String uploadId) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":up", s(uploadId));
    values.put(":open", s(OPEN));
    before.ifPresent(old -> values.put(":old", s(old)));
    String same = before.isPresent() ? "up = :old" : "attribute_not_exists(up)";
    return update(path, "SET up = :up", "st = :open AND " + same, values);
  }

  /** Notes that the object is there; false if the file was no longer open. */
  boolean completed(FilePath path) {
    return update(
        path,
        "SET st = :complete REMOVE up",
        "st = :open",
        Map.of(":complete", s(COMPLETE), ":open", s(OPEN)));
  }

  /** Announces a file where there is none. */
  TransactWriteItem announcement(StoredFile file) {
    Map<String, AttributeValue> item = new HashMap<>(key(file.path()));
    item.put("u", s(file.uploader().value()));
    item.put("z", n(file.layout().size()));
    item.put("st", s(OPEN));
    item.put("x", n(file.expiresAt()));
    item.put("ttl", n(file.expiresAt() / 1000 + TTL_MARGIN_SECONDS));
    Put put =
        Put.builder()
            .tableName(table)
            .item(item)
            .conditionExpression("attribute_not_exists(p)")
            .build();
    return TransactWriteItem.builder().put(put).build();
  }

  /** Makes a complete file part of its message; from then on it does not expire. */
  TransactWriteItem attachment(StoredFile file) {
    Update update =
        Update.builder()
            .tableName(table)
            .key(key(file.path()))
            .updateExpression("SET st = :attached REMOVE x, #ttl")
            .conditionExpression("st = :complete AND x = :x")
            .expressionAttributeNames(Map.of("#ttl", "ttl"))
            .expressionAttributeValues(
                Map.of(
                    ":attached", s(ATTACHED), ":complete", s(COMPLETE), ":x", n(file.expiresAt())))
            .build();
    return TransactWriteItem.builder().update(update).build();
  }

  /** Takes away a file that is not attached; nothing happens where TTL was first. */
  TransactWriteItem withdrawal(UserId uploader, FilePath path) {
    return deletion(path, "attribute_not_exists(p) OR (u = :u AND st <> :attached)", uploader);
  }

  /** Takes away an attached file. */
  TransactWriteItem removal(StoredFile file) {
    return deletion(file.path(), "u = :u AND st = :attached", file.uploader());
  }

  private TransactWriteItem deletion(FilePath path, String condition, UserId uploader) {
    Delete delete =
        Delete.builder()
            .tableName(table)
            .key(key(path))
            .conditionExpression(condition)
            .expressionAttributeValues(Map.of(":u", s(uploader.value()), ":attached", s(ATTACHED)))
            .build();
    return TransactWriteItem.builder().delete(delete).build();
  }

  private boolean update(
      FilePath path, String change, String condition, Map<String, AttributeValue> values) {
    try {
      dynamoDb.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(key(path))
                  .updateExpression(change)
                  .conditionExpression(condition)
                  .expressionAttributeValues(values));
      return true;
    } catch (ConditionalCheckFailedException changed) {
      return false;
    }
  }

  private static Map<String, AttributeValue> key(FilePath path) {
    return Map.of(
        "p", s("C#" + path.chat().value()),
        "s", s(path.clientId() + "#" + path.file().value()));
  }

  private static StoredFile file(Map<String, AttributeValue> item) {
    String[] ids = Items.text(item, "s").split("#", 2);
    ChatId chat = ChatId.parse(Items.text(item, "p").substring(2));
    return new StoredFile(
        new FilePath(chat, ids[0], new FileId(ids[1])),
        UserId.parse(Items.text(item, "u")),
        FileLayout.of(Items.number(item, "z")),
        state(Items.text(item, "st")),
        Optional.ofNullable(item.get("up")).map(AttributeValue::s),
        Items.number(item, "x", Long.MAX_VALUE));
  }

  private static StoredFile.State state(String code) {
    return switch (code) {
      case OPEN -> StoredFile.State.OPEN;
      case COMPLETE -> StoredFile.State.COMPLETE;
      case ATTACHED -> StoredFile.State.ATTACHED;
      default -> throw new IllegalStateException("a file of state " + code);
    };
  }
}
