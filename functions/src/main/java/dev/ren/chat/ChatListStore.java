package dev.ren.chat;

import dev.ren.account.PeopleStore;
import dev.ren.account.Profile;
import dev.ren.platform.BatchGet;
import dev.ren.platform.ChatId;
import dev.ren.platform.Log;
import dev.ren.platform.PendingCaller;
import dev.ren.platform.Platform;
import dev.ren.platform.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Reads what a list of chats needs of several tables in two calls, and writes nothing: heads, which
 * {@link HeadStore} owns, with the caller's session; newest entries, which {@link LogStore} owns,
 * with profiles, which {@link PeopleStore} reads.
 */
final class ChatListStore {
  private final DynamoDbClient dynamoDb;
  private final String heads;
  private final String log;
  private final String accounts;

  ChatListStore(DynamoDbClient dynamoDb, String heads, String log, String accounts) {
    this.dynamoDb = dynamoDb;
    this.heads = heads;
    this.log = log;
    this.accounts = accounts;
  }

  static ChatListStore of(Platform platform) {
    return new ChatListStore(
        platform.dynamoDb(),
        platform.table("TABLE_HEADS"),
        platform.table("TABLE_LOG"),
        platform.table("TABLE_ACCOUNTS"));
  }

  /**
   * Entries and profiles that were found; those that do not exist are absent, and so is an entry
   * that cannot be read: one of them must not take all chats away.
   */
  record Found(Map<LogStore.Place, LogEntry> entries, Map<UserId, Profile> people) {}

  /**
   * The heads of at most 98 chats, without those that do not exist, together with the caller's
   * session, which is looked up even if there are none: 0.5 RRU each and 1 RRU.
   *
   * @throws dev.ren.platform.Problem {@code unauthorized} if the session has ended
   */
  Map<ChatId, ChatHead> heads(PendingCaller caller, Collection<ChatId> chats) {
    Map<String, KeysAndAttributes> keys = new HashMap<>();
    add(keys, heads, chats.stream().map(HeadStore::key).toList());
    Map<ChatId, ChatHead> found = new HashMap<>();
    for (Map<String, AttributeValue> item : caller.read(keys).getOrDefault(heads, List.of())) {
      ChatHead head = HeadStore.head(item);
      found.put(head.chat(), head);
    }
    return found;
  }

  /** At most 100 entries and people together; 0.5 RRU for each and each 4 KB of an entry. */
  Found find(Collection<LogStore.Place> places, Collection<UserId> people) {
    Map<String, KeysAndAttributes> keys = new HashMap<>();
    Map<Map<String, AttributeValue>, LogStore.Place> asked = new HashMap<>();
    places.forEach(place -> asked.put(LogStore.key(place), place));
    add(keys, log, List.copyOf(asked.keySet()));
    add(keys, accounts, people.stream().map(PeopleStore::profileKey).toList());
    Map<String, List<Map<String, AttributeValue>>> items = BatchGet.read(dynamoDb, keys);
    Map<LogStore.Place, LogEntry> entries = new HashMap<>();
    for (Map<String, AttributeValue> item : items.getOrDefault(log, List.of())) {
      LogStore.Place place = Objects.requireNonNull(asked.get(LogStore.keyOf(item)));
      try {
        entries.put(place, LogStore.entry(place.chat(), item));
      } catch (PackedEntry.Unreadable unreadable) {
        Log.fault("entry_unreadable", place.chat().value() + " " + place.number(), unreadable);
      }
    }
    Map<UserId, Profile> profiles = new HashMap<>();
    for (Map<String, AttributeValue> item : items.getOrDefault(accounts, List.of())) {
      Profile profile = PeopleStore.profile(item);
      profiles.put(profile.user(), profile);
    }
    return new Found(entries, profiles);
  }

  private static void add(
      Map<String, KeysAndAttributes> requests,
      String table,
      List<Map<String, AttributeValue>> keys) {
    if (!keys.isEmpty()) {
      requests.put(table, KeysAndAttributes.builder().keys(keys).build());
    }
  }
}
