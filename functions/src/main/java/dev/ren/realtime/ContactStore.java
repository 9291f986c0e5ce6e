package dev.ren.realtime;

import static dev.ren.platform.Items.s;

import dev.ren.platform.ChatId;
import dev.ren.platform.Items;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * The 1:1 chats of a user. Of their people those who have talked with the user, and nobody else,
 * see whether the user is online: {@link PresenceStore#ofContacts}. Reads the index {@code
 * contacts} of the table {@code user}, whose rows {@code dev.ren.chat} owns, and has no right to
 * the table itself, where the sessions are; what a client says of its contacts is never asked. The
 * index may lag a moment behind a chat that was just made, in which nobody has written yet.
 */
public final class ContactStore {
  /** Somebody with more is shown the presence of so many. */
  private static final int MOST = 1000;

  private static final String INDEX = "contacts";

  private final DynamoDbClient dynamoDb;
  private final String table;

  public ContactStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  static ContactStore of(Platform platform) {
    return new ContactStore(platform.dynamoDb(), platform.table("TABLE_USER"));
  }

  /** One query for a few thousand rows: some 60 bytes each. */
  List<ChatId.Direct> of(UserId user) {
    List<ChatId.Direct> contacts = new ArrayList<>();
    Map<String, AttributeValue> from = Map.of();
    do {
      QueryResponse answer = dynamoDb.query(rows(user, from));
      answer.items().forEach(item -> add(contacts, item));
      from = answer.hasLastEvaluatedKey() ? answer.lastEvaluatedKey() : Map.of();
    } while (!from.isEmpty() && contacts.size() < MOST);
    return List.copyOf(contacts.subList(0, Math.min(contacts.size(), MOST)));
  }

  private QueryRequest rows(UserId user, Map<String, AttributeValue> from) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(table)
            .indexName(INDEX)
            .keyConditionExpression("u = :u")
            .expressionAttributeValues(Map.of(":u", s(user.value())));
    return (from.isEmpty() ? query : query.exclusiveStartKey(from)).build();
  }

  private static void add(List<ChatId.Direct> contacts, Map<String, AttributeValue> item) {
    if (ChatId.parse(Items.text(item, "ch")) instanceof ChatId.Direct direct) {
      contacts.add(direct);
    }
  }
}
