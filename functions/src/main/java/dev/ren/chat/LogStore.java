package dev.ren.chat;

import static dev.ren.platform.Items.b;
import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.ChatId;
import dev.ren.platform.FileId;
import dev.ren.platform.Items;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
 *   message  i  = clientId16 ‖ sender (u8 0 lower or 1 higher of a 1:1; the id's text in a group)
 *            e, f = epoch, number of its entry     a, t = sender's and server's time
 *            s, h = seen, seenHash32               v, g, x = nonce12, signature64, ciphertext
 *            o  = the ids of its files, 16 bytes each; absent if it has none
 *   removed  i, e, f, t as they were               m, g = msgHash32, signature64 of the removal
 *   epoch    en = epoch    t = server's time       r, g = record, signature64    w = attempt
 * </pre>
 *
 * Names have one letter and a 1:1's sender one byte because names count: they let 741 bytes of text
 * travel in one write unit.
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
      return Optional.of(entry(taken.item()));
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
                  .key(key(message.chat(), message.number()))
                  .updateExpression("SET m = :m, g = :g REMOVE a, s, h, v, x, o")
                  .conditionExpression("i = :i AND attribute_not_exists(m)")
                  .expressionAttributeValues(
                      Map.of(
                          ":i", b(idempotencyKey(message)), ":m", b(msgHash), ":g", b(signature))));
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
                request -> request.tableName(table).key(key(chat, number)).consistentRead(true))
            .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(entry(item));
  }

  /** The first entries after a number, consistently. */
  public Page after(ChatId chat, long number, int limit) {
    return page(
        query ->
            query
                .keyConditionExpression("c = :c AND n > :n")
                .expressionAttributeValues(Map.of(":c", s(chat.value()), ":n", n(number)))
                .limit(limit));
  }

  /** The last entries before a number, consistently, in the order of their numbers. */
  public Page before(ChatId chat, long number, int limit) {
    Page page =
        page(
            query ->
                query
                    .keyConditionExpression("c = :c AND n < :n")
                    .expressionAttributeValues(Map.of(":c", s(chat.value()), ":n", n(number)))
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
        query ->
            query
                .keyConditionExpression("c = :c AND n BETWEEN :from AND :to")
                .filterExpression("i = :i")
                .expressionAttributeValues(
                    Map.of(
                        ":c", s(chat.value()),
                        ":from", n(from),
                        ":to", n(to),
                        ":i", b(idempotencyKey(chat, sender, clientId)))));
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
                    .expressionAttributeValues(Map.of(":c", s(chat.value()), ":en", n(from)))
                    .limit(limit));
    return page(answer);
  }

  private Page page(UnaryOperator<QueryRequest.Builder> range) {
    return page(
        dynamoDb.query(
            range.apply(QueryRequest.builder().tableName(table).consistentRead(true)).build()));
  }

  private static Page page(QueryResponse answer) {
    return new Page(
        answer.items().stream().map(LogStore::entry).toList(), answer.hasLastEvaluatedKey());
  }

  static Map<String, AttributeValue> key(Place place) {
    return key(place.chat(), place.number());
  }

  private static Map<String, AttributeValue> key(ChatId chat, long number) {
    return Map.of("c", s(chat.value()), "n", n(number));
  }

  private static Map<String, AttributeValue> item(LogEntry entry) {
    Map<String, AttributeValue> item = new HashMap<>(key(entry.chat(), entry.number()));
    item.put("t", n(entry.createdAt()));
    switch (entry) {
      case LogEntry.Message message -> {
        SealedMessage sealed = message.sealed();
        item.put("i", b(idempotencyKey(message)));
        item.put("e", n(sealed.epoch()));
        item.put("f", n(message.epochEntry()));
        item.put("a", n(sealed.at()));
        item.put("s", n(sealed.seen()));
        item.put("h", b(sealed.seenHash()));
        item.put("v", b(sealed.nonce()));
        item.put("g", b(sealed.signature()));
        item.put("x", b(sealed.ciphertext()));
        if (!sealed.files().isEmpty()) {
          item.put("o", b(joined(sealed.files())));
        }
      }
      case LogEntry.Removed removed ->
          throw new IllegalArgumentException("only a message becomes a removed one");
      case LogEntry.Epoch epoch -> {
        item.put("en", n(epoch.epoch()));
        item.put("r", b(epoch.record()));
        item.put("g", b(epoch.signature()));
        item.put("w", s(epoch.attempt()));
      }
    }
    return item;
  }

  static LogEntry entry(Map<String, AttributeValue> item) {
    ChatId chat = ChatId.parse(Items.text(item, "c"));
    long number = Items.number(item, "n");
    long createdAt = Items.number(item, "t");
    if (item.containsKey("en")) {
      return new LogEntry.Epoch(
          chat,
          number,
          Items.number(item, "en"),
          createdAt,
          Items.bytes(item, "r"),
          Items.bytes(item, "g"),
          Items.text(item, "w"));
    }
    byte[] key = Items.bytes(item, "i");
    if (item.containsKey("m")) {
      return new LogEntry.Removed(
          chat,
          number,
          Items.number(item, "e"),
          Items.number(item, "f"),
          createdAt,
          sender(chat, key),
          Arrays.copyOf(key, SealedMessage.CLIENT_ID),
          Items.bytes(item, "m"),
          Items.bytes(item, "g"));
    }
    SealedMessage sealed =
        new SealedMessage(
            sender(chat, key),
            Arrays.copyOf(key, SealedMessage.CLIENT_ID),
            Items.number(item, "e"),
            Items.number(item, "a"),
            Items.number(item, "s"),
            Items.bytes(item, "h"),
            Items.bytes(item, "v"),
            Items.bytes(item, "x"),
            Items.bytes(item, "g"),
            files(Items.bytesOrEmpty(item, "o")));
    return new LogEntry.Message(chat, number, Items.number(item, "f"), createdAt, sealed);
  }

  private static byte[] joined(List<FileId> files) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    files.forEach(file -> joined.writeBytes(file.bytes()));
    return joined.toByteArray();
  }

  private static List<FileId> files(byte[] joined) {
    List<FileId> files = new ArrayList<>();
    for (int at = 0; at < joined.length; at += FileId.BYTES) {
      files.add(FileId.of(Arrays.copyOfRange(joined, at, at + FileId.BYTES)));
    }
    return files;
  }

  private static byte[] idempotencyKey(LogEntry.Message message) {
    SealedMessage sealed = message.sealed();
    return idempotencyKey(message.chat(), sealed.sender(), sealed.clientId());
  }

  private static byte[] idempotencyKey(ChatId chat, UserId sender, byte[] clientId) {
    byte[] who =
        switch (chat) {
          case ChatId.Direct direct -> new byte[] {(byte) (sender.equals(direct.lower()) ? 0 : 1)};
          case ChatId.Group group -> sender.value().getBytes(StandardCharsets.US_ASCII);
        };
    byte[] key = Arrays.copyOf(clientId, clientId.length + who.length);
    System.arraycopy(who, 0, key, clientId.length, who.length);
    return key;
  }

  private static UserId sender(ChatId chat, byte[] key) {
    return switch (chat) {
      case ChatId.Direct direct ->
          key[SealedMessage.CLIENT_ID] == 0 ? direct.lower() : direct.higher();
      case ChatId.Group group ->
          UserId.parse(
              new String(
                  key,
                  SealedMessage.CLIENT_ID,
                  key.length - SealedMessage.CLIENT_ID,
                  StandardCharsets.US_ASCII));
    };
  }
}
