package dev.ren.chat;

import dev.ren.account.PeopleStore;
import dev.ren.account.Profile;
import dev.ren.platform.BatchGet;
import dev.ren.platform.ChatId;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Reads what a list of chats needs of two tables in one call: heads, which {@link HeadStore} owns,
 * and profiles, which {@link PeopleStore} reads. Writes nothing.
 */
final class ChatListStore {
  private final DynamoDbClient dynamoDb;
  private final String heads;
  private final String accounts;

  ChatListStore(DynamoDbClient dynamoDb, String heads, String accounts) {
    this.dynamoDb = dynamoDb;
    this.heads = heads;
    this.accounts = accounts;
  }

  static ChatListStore of(Platform platform) {
    return new ChatListStore(
        platform.dynamoDb(), platform.table("TABLE_HEADS"), platform.table("TABLE_ACCOUNTS"));
  }

  /** What was found; chats and people that do not exist are absent. */
  record Found(Map<ChatId, ChatHead> heads, Map<UserId, Profile> people) {}

  /** At most 100 chats and people together; 0.5 RRU each. */
  Found find(Collection<ChatId> chats, Collection<UserId> people) {
    Map<String, KeysAndAttributes> keys = new HashMap<>();
    if (!chats.isEmpty()) {
      keys.put(heads, keys(chats.stream().map(HeadStore::key).toList()));
    }
    if (!people.isEmpty()) {
      keys.put(accounts, keys(people.stream().distinct().map(PeopleStore::profileKey).toList()));
    }
    Map<String, List<Map<String, AttributeValue>>> items = BatchGet.read(dynamoDb, keys);
    Map<ChatId, ChatHead> foundHeads = new HashMap<>();
    for (Map<String, AttributeValue> item : items.getOrDefault(heads, List.of())) {
      ChatHead head = HeadStore.head(item);
      foundHeads.put(head.chat(), head);
    }
    Map<UserId, Profile> foundPeople = new HashMap<>();
    for (Map<String, AttributeValue> item : items.getOrDefault(accounts, List.of())) {
      Profile profile = PeopleStore.profile(item);
      foundPeople.put(profile.user(), profile);
    }
    return new Found(foundHeads, foundPeople);
  }

  private static KeysAndAttributes keys(List<Map<String, AttributeValue>> keys) {
    return KeysAndAttributes.builder().keys(keys).build();
  }
}
