package dev.ren.chat;

import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.BatchGet;
import dev.ren.platform.ChatId;
import dev.ren.platform.Items;
import dev.ren.platform.Log;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import dev.ren.realtime.Presence;
import dev.ren.realtime.PresenceStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Owns the items {@code C#chat} of the table {@code heads}:
 *
 * <pre>
 * k = C#chat   n = newest number   e, en = newest epoch, number of its entry   at, z = time, size of n
 *              b = entries before the minute of at
 *              ln, le / hn, he = how far the lower / higher user of a 1:1 has got by sending
 * </pre>
 *
 * Sending moves the sender's read mark: noted here, in the write that a send makes anyway.
 */
public final class HeadStore {
  private static final String PREFIX = "C#";

  private final DynamoDbClient dynamoDb;
  private final String table;

  public HeadStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  public static HeadStore of(Platform platform) {
    return new HeadStore(platform.dynamoDb(), platform.table("TABLE_HEADS"));
  }

  /** A chat's head with the sockets of people, in the order asked for. */
  public record View(Optional<ChatHead> head, List<Presence> presences) {
    public View {
      presences = List.copyOf(presences);
    }

    /** The sockets of one of the people who were asked for. */
    public Presence of(UserId user) {
      return presences.stream()
          .filter(presence -> presence.user().equals(user))
          .findFirst()
          .orElseThrow();
    }
  }

  /** One batch, eventually consistent: 0.5 RRU for each item, at most 99 people. */
  public View view(ChatId chat, Collection<UserId> users) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    keys.add(key(chat));
    users.forEach(user -> keys.add(PresenceStore.key(user)));
    Map<String, Map<String, AttributeValue>> found = new HashMap<>();
    BatchGet.read(dynamoDb, Map.of(table, KeysAndAttributes.builder().keys(keys).build()))
        .getOrDefault(table, List.of())
        .forEach(item -> found.put(Items.text(item, "k"), item));
    Map<String, AttributeValue> head = found.get(name(chat));
    return new View(
        head == null ? Optional.empty() : Optional.of(head(head)),
        users.stream()
            .map(
                user ->
                    PresenceStore.presence(
                        user, found.getOrDefault(PresenceStore.name(user), Map.of())))
            .toList());
  }

  /** Consistent: 1 RRU. */
  public Optional<ChatHead> find(ChatId chat) {
    Map<String, AttributeValue> item =
        dynamoDb
            .getItem(request -> request.tableName(table).key(key(chat)).consistentRead(true))
            .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(head(item));
  }

  /** Notes that the chat exists, where that was not noted yet: 1 WRU. */
  void create(LogEntry entry) {
    try {
      dynamoDb.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(key(entry.chat()))
                  .updateExpression("SET n = :n, e = :e, en = :en, #at = :at, z = :z")
                  .conditionExpression("attribute_not_exists(n)")
                  .expressionAttributeNames(Map.of("#at", "at"))
                  .expressionAttributeValues(values(entry)));
    } catch (ConditionalCheckFailedException known) {
      return;
    }
  }

  /**
   * Notes a newer entry: 1 WRU. That it fails is harmless, since the log is the truth and the next
   * send walks on from where the head stands; so it is logged and an entry that is stored stays
   * acknowledged.
   *
   * @param head as it was read: whether the entry is the first one of a minute is counted by it
   */
  public void advance(ChatHead head, LogEntry entry) {
    boolean sameMinute = ChatHead.minute(head.at()) == ChatHead.minute(entry.createdAt());
    advance(entry, sameMinute ? mark(entry) : mark(entry) + ", b = :n");
  }

  /** The same of an entry with which the count of its minute begins. */
  public void advance(LogEntry entry) {
    advance(entry, mark(entry) + ", b = :n");
  }

  private void advance(LogEntry entry, String more) {
    try {
      dynamoDb.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(key(entry.chat()))
                  .updateExpression("SET n = :n, e = :e, en = :en, #at = :at, z = :z" + more)
                  .conditionExpression("n < :n")
                  .expressionAttributeNames(Map.of("#at", "at"))
                  .expressionAttributeValues(values(entry)));
    } catch (ConditionalCheckFailedException newer) {
      return;
    } catch (SdkException failed) {
      Log.fault("head_not_advanced", "", failed);
    }
  }

  private static String mark(LogEntry entry) {
    if (entry instanceof LogEntry.Message message && entry.chat() instanceof ChatId.Direct direct) {
      boolean lower = message.sealed().sender().equals(direct.lower());
      return lower ? ", ln = :n, le = :e" : ", hn = :n, he = :e";
    }
    return "";
  }

  private static Map<String, AttributeValue> values(LogEntry entry) {
    return Map.of(
        ":n", n(entry.number()),
        ":e", n(entry.epoch()),
        ":en", n(entry.epochEntry()),
        ":at", n(entry.createdAt()),
        ":z", n(entry.size()));
  }

  static Map<String, AttributeValue> key(ChatId chat) {
    return Map.of("k", s(name(chat)));
  }

  private static String name(ChatId chat) {
    return PREFIX + chat.value();
  }

  static ChatHead head(Map<String, AttributeValue> item) {
    return new ChatHead(
        ChatId.parse(Items.text(item, "k").substring(PREFIX.length())),
        Items.number(item, "n"),
        Items.number(item, "e"),
        Items.number(item, "en"),
        Items.number(item, "at"),
        (int) Items.number(item, "z"),
        Items.number(item, "b", 0),
        new ReadMark(Items.number(item, "ln", 0), Items.number(item, "le", 0)),
        new ReadMark(Items.number(item, "hn", 0), Items.number(item, "he", 0)));
  }
}
