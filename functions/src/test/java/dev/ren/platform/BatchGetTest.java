package dev.ren.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

final class BatchGetTest {

  /** Answers one key a call, as DynamoDB may when it is busy, and none when it is too busy. */
  private record BusyDynamoDb(int most) implements DynamoDbClient {
    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      List<Map<String, AttributeValue>> keys =
          request.requestItems().values().iterator().next().keys();
      List<Map<String, AttributeValue>> left = keys.subList(most, keys.size());
      return BatchGetItemResponse.builder()
          .responses(Map.of("t", keys.subList(0, most)))
          .unprocessedKeys(
              left.isEmpty()
                  ? Map.of()
                  : Map.of("t", KeysAndAttributes.builder().keys(left).build()))
          .build();
    }

    @Override
    public String serviceName() {
      return "busy";
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  private static Map<String, KeysAndAttributes> threeKeys() {
    List<Map<String, AttributeValue>> keys =
        Stream.of("one", "two", "three").map(key -> Map.of("k", Items.s(key))).toList();
    return Map.of("t", KeysAndAttributes.builder().keys(keys).build());
  }

  @Test
  void keys_that_were_left_are_asked_for_again() {
    var found = BatchGet.read(new BusyDynamoDb(1), threeKeys()).getOrDefault("t", List.of());

    assertEquals(
        List.of("one", "two", "three"), found.stream().map(item -> Items.text(item, "k")).toList());
  }

  @Test
  void a_batch_that_is_never_read_to_its_end_is_no_answer() {
    Problem refused =
        assertThrows(Problem.class, () -> BatchGet.read(new BusyDynamoDb(0), threeKeys()));

    assertEquals(ErrorCode.UNAVAILABLE, refused.code());
  }
}
