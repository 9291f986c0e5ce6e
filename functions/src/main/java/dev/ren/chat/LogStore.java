package dev.ren.chat;

import static dev.ren.platform.Items.b;
import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.ChatId;
import dev.ren.platform.FileId;
import dev.ren.platform.Items;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Owns the table {@code log} and its sparse index {@code epochs} (of the entries that have {@code
 * en}):
 *
 * <pre>
 * c = chat, n = number
 *   message  i = idempotency key    x = what was sent    o = its files, absent if it has none
 *   removed  i as it was            m = what is left
 *   epoch    en = epoch    t = server's time    r, g = record, signature64    w = attempt
 * </pre>
 *
 * What is binary, {@link PackedEntry} draws. It is packed because every byte over 1,024 is paid for
 * like a whole message.
 */
public final class LogStore {
  private static final String EPOCHS = "epochs";

  private final DynamoDbClient dynamoDb;
  private final String table;

  public LogStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  public static LogStore of(Platform platform) {
    return new LogStore(platform.dynamoDb(), platform.table("TABLE_LOG"));
  }

  /**
   * Entries in the order of their numbers.
   *
   * @param more whether the range goes on: entries were left for the limit or DynamoDB's 1 MB
   */
  public record Page(List<LogEntry> entries, boolean more) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /** Where an entry stands. */
  record Place(ChatId chat, long number) {}

  /**
   * Puts an entry where there is none yet: 1 WRU for the first KB. This condition, and that every
   * writer goes through it number by number, is what makes the log dense and without loss.
   *
   * @return what is there already, and then nothing was written
   */
  public Optional<LogEntry> append(LogEntry entry) {
    try {
      dynamoDb.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item(entry))
                  .conditionExpression("attribute_not_exists(n)")
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException taken) {
      return Optional.of(entry(entry.chat(), taken.item()));
    }
  }

  /**
   * Leaves of a message only what {@link LogEntry.Removed} has; false if it was not that message
   * any more. The item stays: a number that is free could be taken again.
   */
  public boolean remove(LogEntry.Message message, byte[] msgHash, byte[] signature) {
    try {
      dynamoDb.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(key(new Place(message.chat(), message.number())))
                  .updateExpression("SET m = :m REMOVE x, o")
                  .conditionExpression("i = :i AND attribute_not_exists(m)")
                  .expressionAttributeValues(
                      Map.of(
                          ":i", idempotencyKey(message),
                          ":m", b(PackedEntry.removed(message, msgHash, signature)))));
      return true;
    } catch (ConditionalCheckFailedException removed) {
      return false;
    }
  }

  /** One entry, consistently. */
  public Optional<LogEntry> find(ChatId chat, long number) {
    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(
                request ->
                    request.tableName(table).key(key(new Place(chat, number))).consistentRead(true))
            .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(entry(chat, item));
  }

  /** The first entries after a number, consistently. */
  public Page after(ChatId chat, long number, int limit) {
    return page(
        chat,
        query ->
            query
                .keyConditionExpression("c = :c AND n > :n")
                .expressionAttributeValues(Map.of(":c", chat(chat), ":n", n(number)))
                .limit(limit));
  }

  /** The last entries before a number, consistently, in the order of their numbers. */
  public Page before(ChatId chat, long number, int limit) {
    Page page =
        page(
            chat,
            query ->
                query
                    .keyConditionExpression("c = :c AND n < :n")
                    .expressionAttributeValues(Map.of(":c", chat(chat), ":n", n(number)))
                    .scanIndexForward(false)
                    .limit(limit));
    return new Page(page.entries().reversed(), page.more());
  }

  /**
   * Looks for the message that a sender calls by a client id, consistently, from one number to
   * another, both included. {@code more} says that the range was too large to be searched whole.
   */
  public Page search(ChatId chat, UserId sender, byte[] clientId, long from, long to) {
    return page(
        chat,
        query ->
            query
                .keyConditionExpression("c = :c AND n BETWEEN :from AND :to")
                .filterExpression("i = :i")
                .expressionAttributeValues(
                    Map.of(
                        ":c", chat(chat),
                        ":from", n(from),
                        ":to", n(to),
                        ":i", b(PackedEntry.idempotencyKey(chat, sender, clientId)))));
  }

  /** Epoch entries from an epoch on, by the index: eventually consistent. */
  public Page epochs(ChatId chat, long from, int limit) {
    QueryResponse answer =
        dynamoDb.query(
            query ->
                query
                    .tableName(table)
                    .indexName(EPOCHS)
                    .keyConditionExpression("c = :c AND en >= :en")
                    .expressionAttributeValues(Map.of(":c", chat(chat), ":en", n(from)))
                    .limit(limit));
    return page(chat, answer);
  }

  private Page page(ChatId chat, UnaryOperator<QueryRequest.Builder> range) {
    return page(
        chat,
        dynamoDb.query(
            range.apply(QueryRequest.builder().tableName(table).consistentRead(true)).build()));
  }

  private static Page page(ChatId chat, QueryResponse answer) {
    return new Page(
        answer.items().stream().map(item -> entry(chat, item)).toList(),
        answer.hasLastEvaluatedKey());
  }

  static Map<String, AttributeValue> key(Place place) {
    return Map.of("c", chat(place.chat()), "n", n(place.number()));
  }

  /** The key of an item that was read. */
  static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    return Map.of("c", b(Items.bytes(item, "c")), "n", n(Items.number(item, "n")));
  }

  private static AttributeValue chat(ChatId chat) {
    return b(PackedEntry.chat(chat));
  }

  private static AttributeValue idempotencyKey(LogEntry.Message message) {
    SealedMessage sealed = message.sealed();
    return b(PackedEntry.idempotencyKey(message.chat(), sealed.sender(), sealed.clientId()));
  }

  /** A message or an epoch: what is removed was a message first. */
  static Map<String, AttributeValue> item(LogEntry entry) {
    Map<String, AttributeValue> item = new HashMap<>(key(new Place(entry.chat(), entry.number())));
    switch (entry) {
      case LogEntry.Message message -> {
        item.put("i", idempotencyKey(message));
        item.put("x", b(PackedEntry.message(message)));
        List<FileId> files = message.sealed().files();
        if (!files.isEmpty()) {
          item.put("o", b(PackedEntry.files(files)));
        }
      }
      case LogEntry.Removed removed ->
          throw new IllegalArgumentException("only a message becomes a removed one");
      case LogEntry.Epoch epoch -> {
        item.put("en", n(epoch.epoch()));
        item.put("t", n(epoch.createdAt()));
        item.put("r", b(epoch.record()));
        item.put("g", b(epoch.signature()));
        item.put("w", s(epoch.attempt()));
      }
    }
    return item;
  }

  /** Reads an item of a chat's log. */
  static LogEntry entry(ChatId chat, Map<String, AttributeValue> item) {
    long number = Items.number(item, "n");
    if (item.containsKey("en")) {
      return new LogEntry.Epoch(
          chat,
          number,
          Items.number(item, "en"),
          Items.number(item, "t"),
          Items.bytes(item, "r"),
          Items.bytes(item, "g"),
          Items.text(item, "w"));
    }
    byte[] key = Items.bytes(item, "i");
    UserId sender = PackedEntry.sender(chat, key);
    byte[] clientId = PackedEntry.clientId(key);
    Place place = new Place(chat, number);
    return item.containsKey("m")
        ? PackedEntry.removed(place, sender, clientId, Items.bytes(item, "m"))
        : PackedEntry.message(
            place,
            sender,
            clientId,
            Items.bytes(item, "x"),
            PackedEntry.files(Items.bytesOrEmpty(item, "o")));
  }
}
