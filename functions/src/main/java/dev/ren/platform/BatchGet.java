package dev.ren.platform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * BatchGetItem to the end: DynamoDB may leave keys unprocessed (16 MB, throttling), and a caller
 * that overlooks them takes an item that exists for absent.
 */
public final class BatchGet {
  /** Keys of one call; DynamoDB's limit. */
  public static final int MOST_KEYS = 100;

  private static final int MOST_CALLS = 6;
  private static final int FIRST_PAUSE_MILLIS = 25;

  private BatchGet() {}

  /**
   * Reads items of one or several tables.
   *
   * @param requests keys by table, at most {@link #MOST_KEYS} in all
   * @return the items that exist, by table, in no order
   * @throws Problem {@code unavailable} if keys are left after several calls
   */
  public static Map<String, List<Map<String, AttributeValue>>> read(
      DynamoDbClient dynamoDb, Map<String, KeysAndAttributes> requests) {
    Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
    Map<String, KeysAndAttributes> left = requests;
    for (int call = 0; !left.isEmpty(); call++) {
      if (call == MOST_CALLS) {
        throw Problem.unavailable(new IllegalStateException("a batch was not read to its end"));
      }
      pauseBefore(call);
      Map<String, KeysAndAttributes> asked = left;
      BatchGetItemResponse answer = dynamoDb.batchGetItem(request -> request.requestItems(asked));
      answer
          .responses()
          .forEach(
              (table, items) -> found.computeIfAbsent(table, _ -> new ArrayList<>()).addAll(items));
      left = answer.unprocessedKeys();
    }
    return found;
  }

  /** Full jitter: many callers that were throttled together do not come back together. */
  private static void pauseBefore(int call) {
    if (call == 0) {
      return;
    }
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(FIRST_PAUSE_MILLIS << call));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable(e);
    }
  }
}
