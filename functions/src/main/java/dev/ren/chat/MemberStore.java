package dev.ren.chat;

import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.ChatId;
import dev.ren.platform.Items;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Owns the items {@code C#chat} of the table {@code user}: which chats a user has and how far the
 * user has read.
 *
 * <pre>
 * u = user, s = C#chat   r = read mark   e = epoch in force there   (absent: nothing read yet)
 *                        ch = the chat again, if it is a 1:1: the index "contacts"
 * </pre>
 */
public final class MemberStore {
  private static final String PREFIX = "C#";

  private final DynamoDbClient dynamoDb;
  private final String table;

  public MemberStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  public static MemberStore of(Platform platform) {
    return new MemberStore(platform.dynamoDb(), platform.table("TABLE_USER"));
  }

  /** One chat of a user. */
  public record Membership(ChatId chat, ReadMark read) {}

  /** The chats of a user in the order of their ids. */
  public record Page(List<Membership> memberships, boolean more) {
    public Page {
      memberships = List.copyOf(memberships);
    }
  }

  /**
   * Notes that a user is in a chat; a read mark that is there stays: 1 WRU, and at the first time
   * in a 1:1 one more for the index.
   */
  void add(UserId user, ChatId chat) {
    String marks = "SET r = if_not_exists(r, :zero), e = if_not_exists(e, :zero)";
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":zero", n(0)));
    if (chat instanceof ChatId.Direct) {
      values.put(":c", s(chat.value()));
    }
    dynamoDb.updateItem(
        request ->
            request
                .tableName(table)
                .key(key(user, chat))
                .updateExpression(values.containsKey(":c") ? marks + ", ch = :c" : marks)
                .expressionAttributeValues(values));
  }

  void remove(UserId user, ChatId chat) {
    dynamoDb.deleteItem(request -> request.tableName(table).key(key(user, chat)));
  }

  /** Moves the read mark forward; false if it stands there or further on already: 1 WRU. */
  public boolean moveMark(UserId user, ChatId chat, ReadMark mark) {
    try {
      dynamoDb.updateItem(
          request ->
              request
                  .tableName(table)
                  .key(key(user, chat))
                  .updateExpression("SET r = :r, e = :e")
                  .conditionExpression("attribute_not_exists(r) OR r < :r")
                  .expressionAttributeValues(
                      Map.of(":r", n(mark.number()), ":e", n(mark.epoch()))));
      return true;
    } catch (ConditionalCheckFailedException further) {
      return false;
    }
  }

  /** How far a user has read, eventually consistent: 0.5 RRU. */
  public Optional<ReadMark> mark(UserId user, ChatId chat) {
    Map<String, AttributeValue> item =
        dynamoDb.getItem(request -> request.tableName(table).key(key(user, chat))).item();
    return item.isEmpty() ? Optional.empty() : Optional.of(mark(item));
  }

  /** A user's chats after one of them, or the first ones. */
  Page page(UserId user, Optional<ChatId> after, int limit) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression("u = :u AND begins_with(s, :c)")
            .expressionAttributeValues(Map.of(":u", s(user.value()), ":c", s(PREFIX)))
            .limit(limit);
    after.ifPresent(chat -> query.exclusiveStartKey(key(user, chat)));
    var answer = dynamoDb.query(query.build());
    return new Page(
        answer.items().stream().map(MemberStore::membership).toList(),
        answer.hasLastEvaluatedKey());
  }

  private static Membership membership(Map<String, AttributeValue> item) {
    return new Membership(
        ChatId.parse(Items.text(item, "s").substring(PREFIX.length())), mark(item));
  }

  private static ReadMark mark(Map<String, AttributeValue> item) {
    return new ReadMark(Items.number(item, "r", 0), Items.number(item, "e", 0));
  }

  private static Map<String, AttributeValue> key(UserId user, ChatId chat) {
    return Map.of("u", s(user.value()), "s", s(PREFIX + chat.value()));
  }
}
