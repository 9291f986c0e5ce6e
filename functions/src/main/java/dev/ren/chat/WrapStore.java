package dev.ren.chat;

import static dev.ren.platform.Items.b;
import static dev.ren.platform.Items.n;
import static dev.ren.platform.Items.s;

import dev.ren.platform.BatchGet;
import dev.ren.platform.ChatId;
import dev.ren.platform.Items;
import dev.ren.platform.Platform;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Owns the table {@code wraps}:
 *
 * <pre>
 * k = chat#epoch#attempt, b = bucket → w = the wraps of 24 members, 113 bytes each, in the order of
 *                                      the epoch's roster
 * </pre>
 *
 * Wraps are written before the entry that names their attempt, so an entry never lacks them; what a
 * lost race or a killed function leaves behind is named by no entry.
 */
public final class WrapStore {
  /** enc65 ‖ ct48 (PROTOCOL.md §9). */
  public static final int WRAP = 113;

  private static final int BUCKET = 24;

  private final DynamoDbClient dynamoDb;
  private final String table;

  public WrapStore(DynamoDbClient dynamoDb, String table) {
    this.dynamoDb = dynamoDb;
    this.table = table;
  }

  public static WrapStore of(Platform platform) {
    return new WrapStore(platform.dynamoDb(), platform.table("TABLE_WRAPS"));
  }

  /**
   * Whose wrap.
   *
   * @param place in the roster of the epoch
   */
  record Place(LogEntry.Epoch epoch, int place) {
    private Map<String, AttributeValue> key() {
      return WrapStore.key(epoch.chat(), epoch.epoch(), epoch.attempt(), place / BUCKET);
    }
  }

  /** One call for every 24 members: 1 WRU for a 1:1, 3 for a full bucket. */
  void put(ChatId chat, long epoch, String attempt, List<byte[]> wraps) {
    for (int from = 0; from < wraps.size(); from += BUCKET) {
      ByteArrayOutputStream bucket = new ByteArrayOutputStream(BUCKET * WRAP);
      wraps.subList(from, Math.min(wraps.size(), from + BUCKET)).forEach(bucket::writeBytes);
      Map<String, AttributeValue> item = new HashMap<>(key(chat, epoch, attempt, from / BUCKET));
      item.put("w", b(bucket.toByteArray()));
      dynamoDb.putItem(request -> request.tableName(table).item(item));
    }
  }

  /** Wraps in the order asked for, empty where one was deleted: one call for at most 100. */
  List<Optional<byte[]>> find(List<Place> places) {
    if (places.isEmpty()) {
      return List.of();
    }
    Map<String, Map<String, AttributeValue>> found = new HashMap<>();
    KeysAndAttributes keys =
        KeysAndAttributes.builder()
            .keys(places.stream().map(Place::key).distinct().toList())
            .consistentRead(true)
            .build();
    BatchGet.read(dynamoDb, Map.of(table, keys))
        .getOrDefault(table, List.of())
        .forEach(item -> found.put(name(item), item));
    return places.stream()
        .map(place -> wrap(place, found.getOrDefault(name(place.key()), Map.of())))
        .toList();
  }

  private static Optional<byte[]> wrap(Place place, Map<String, AttributeValue> item) {
    byte[] bucket = Items.bytesOrEmpty(item, "w");
    int from = place.place() % BUCKET * WRAP;
    return bucket.length < from + WRAP
        ? Optional.empty()
        : Optional.of(Arrays.copyOfRange(bucket, from, from + WRAP));
  }

  private static String name(Map<String, AttributeValue> item) {
    return Items.text(item, "k") + "#" + Items.number(item, "b");
  }

  private static Map<String, AttributeValue> key(
      ChatId chat, long epoch, String attempt, int bucket) {
    return Map.of("k", s(chat.value() + "#" + epoch + "#" + attempt), "b", n(bucket));
  }
}
