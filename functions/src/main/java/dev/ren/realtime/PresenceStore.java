package dev.ren.realtime;

import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.BatchGet;
import dev.ren.platform.ChatId;
import dev.ren.platform.Items;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Owns the items {@code P#user} of the table {@code heads}:
 *
 * <pre>
 * k = P#user   c:connectionId → "expiresAtMillis session"   (one top-level attribute per socket)
 *              seen           → milliseconds since 1970
 * </pre>
 *
 * One attribute per socket lets sockets come and go at the same moment by one unconditional write
 * each, which may be repeated, and lets a send read all sockets of a person as one item.
 */
public final class PresenceStore {
  private static final String CONNECTION = "c:";
  private static final String SEEN = "seen";
  private static final Set<String> BOTH_WROTE = Set.of("ln", "hn");

  private final DynamoDbClient dynamoDb;
  private final String table;

  public PresenceStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  public static PresenceStore of(Platform platform) {
    return new PresenceStore(platform.dynamoDb(), platform.table("TABLE_HEADS"));
  }

  /** Adds a socket, or sets its new end: 1 WRU. Answers what was there before. */
  Presence put(LiveConnection connection, long now) {
    return presence(
        connection.user(),
        dynamoDb
            .updateItem(
                request ->
                    request
                        .tableName(table)
                        .key(key(connection.user()))
                        .updateExpression("SET #c = :c, #seen = :now")
                        .expressionAttributeNames(
                            Map.of("#c", CONNECTION + connection.id(), "#seen", SEEN))
                        .expressionAttributeValues(
                            Map.of(
                                ":c", s(connection.expiresAt() + " " + connection.session()),
                                ":now", n(now)))
                        .returnValues(ReturnValue.ALL_OLD))
            .attributes());
  }

  /** Removes sockets, of which any may be gone already: 1 WRU. Answers what is left. */
  Presence remove(UserId user, Collection<String> connectionIds, long now) {
    Map<String, String> names = new HashMap<>(Map.of("#seen", SEEN));
    for (String id : connectionIds) {
      names.put("#c" + names.size(), CONNECTION + id);
    }
    String removed =
        String.join(", ", names.keySet().stream().filter(name -> !name.equals("#seen")).toList());
    return presence(
        user,
        dynamoDb
            .updateItem(
                request ->
                    request
                        .tableName(table)
                        .key(key(user))
                        .updateExpression("SET #seen = :now REMOVE " + removed)
                        .expressionAttributeNames(names)
                        .expressionAttributeValues(Map.of(":now", n(now)))
                        .returnValues(ReturnValue.ALL_NEW))
            .attributes());
  }

  /** One user's sockets, consistently: 1 RRU. */
  public Presence find(UserId user) {
    return presence(
        user,
        dynamoDb
            .getItem(request -> request.tableName(table).key(key(user)).consistentRead(true))
            .item());
  }

  /** The sockets of many, in the order asked for: 0.5 RRU each, one call for every 100. */
  public List<Presence> find(Collection<UserId> users) {
    List<UserId> distinct = users.stream().distinct().toList();
    Map<UserId, Presence> found = new HashMap<>();
    for (int from = 0; from < distinct.size(); from += BatchGet.MOST_KEYS) {
      List<UserId> some =
          distinct.subList(from, Math.min(distinct.size(), from + BatchGet.MOST_KEYS));
      BatchGet.read(
              dynamoDb,
              Map.of(
                  table,
                  KeysAndAttributes.builder()
                      .keys(some.stream().map(PresenceStore::key).toList())
                      .build()))
          .getOrDefault(table, List.of())
          .forEach(item -> put(found, item));
    }
    return distinct.stream().map(user -> found.getOrDefault(user, Presence.never(user))).toList();
  }

  /**
   * The sockets of the people whom a user has talked with: 1 RRU for each chat, one call for every
   * 50. That both have written stands in the chat's head, {@code C#chat}, which {@code
   * dev.ren.chat} owns: {@code ln} and {@code hn} are there once the lower and the higher user have
   * sent.
   */
  List<Presence> ofContacts(UserId user, List<ChatId.Direct> chats) {
    List<Presence> contacts = new ArrayList<>();
    int most = BatchGet.MOST_KEYS / 2;
    for (int from = 0; from < chats.size(); from += most) {
      contacts.addAll(ofSome(user, chats.subList(from, Math.min(chats.size(), from + most))));
    }
    return contacts;
  }

  private List<Presence> ofSome(UserId user, List<ChatId.Direct> chats) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    for (ChatId.Direct chat : chats) {
      keys.add(Map.of("k", s(head(chat))));
      keys.add(key(chat.companionOf(user)));
    }
    Map<String, Map<String, AttributeValue>> found = new HashMap<>();
    BatchGet.read(dynamoDb, Map.of(table, KeysAndAttributes.builder().keys(keys).build()))
        .getOrDefault(table, List.of())
        .forEach(item -> found.put(Items.text(item, "k"), item));
    return chats.stream()
        .filter(chat -> found.getOrDefault(head(chat), Map.of()).keySet().containsAll(BOTH_WROTE))
        .map(chat -> chat.companionOf(user))
        .map(companion -> presence(companion, found.getOrDefault(name(companion), Map.of())))
        .toList();
  }

  private static String head(ChatId chat) {
    return "C#" + chat.value();
  }

  private static void put(Map<UserId, Presence> found, Map<String, AttributeValue> item) {
    UserId user = UserId.parse(Items.text(item, "k").substring(2));
    found.put(user, presence(user, item));
  }

  /** The key of a user's item, for reads that fetch it together with others of the table. */
  public static Map<String, AttributeValue> key(UserId user) {
    return Map.of("k", s(name(user)));
  }

  /** The value of that key. */
  public static String name(UserId user) {
    return "P#" + user.value();
  }

  /** Reads an item, which is empty where the user never opened a socket. */
  public static Presence presence(UserId user, Map<String, AttributeValue> item) {
    List<LiveConnection> connections = new ArrayList<>();
    item.forEach(
        (name, value) -> {
          if (name.startsWith(CONNECTION)) {
            connections.add(connection(user, name.substring(CONNECTION.length()), value.s()));
          }
        });
    return new Presence(user, connections, Items.number(item, SEEN, 0));
  }

  private static LiveConnection connection(UserId user, String id, String value) {
    int space = value.indexOf(' ');
    return new LiveConnection(
        user, id, value.substring(space + 1), Long.parseLong(value.substring(0, space)));
  }
}
