package dev.ren.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ren.testkit.CallMeter.Call;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

final class DynamoDbLocalTest {

  @RegisterExtension
  static final DynamoDbLocal dynamoDb =
      new DynamoDbLocal(Path.of("src", "test", "resources", "two-tables.yaml"));

  private final CallMeter meter = new CallMeter();
  private final DynamoDbClient client = dynamoDb.client(meter);
  private final String log = dynamoDb.table("LogTable");

  @Test
  void a_small_item_costs_one_write_unit_and_half_a_read_unit() {
    Map<String, AttributeValue> key = key("a chat", 1);

    client.putItem(put -> put.tableName(log).item(key));
    client.getItem(get -> get.tableName(log).key(key));

    assertEquals(List.of(new Call("PutItem", 0, 1), new Call("GetItem", 0.5, 0)), meter.calls());
  }

  @Test
  void a_refused_condition_is_a_call_without_units() {
    PutItemRequest once =
        PutItemRequest.builder()
            .tableName(log)
            .item(key("another chat", 1))
            .conditionExpression("attribute_not_exists(n)")
            .build();
    client.putItem(once);
    meter.reset();

    assertThrows(ConditionalCheckFailedException.class, () -> client.putItem(once));

    assertEquals(List.of(new Call("PutItem", 0, 0)), meter.calls());
  }

  @Test
  void a_transaction_takes_two_units_for_each_item_and_kilobyte() {
    Map<String, AttributeValue> large = new HashMap<>(key("a transaction", 1));
    // With names and key, one byte more than 1 KB.
    large.put("b", AttributeValue.fromS("x".repeat(1024 - 4 - 13 - 1 - 2 - 1 + 1)));

    client.transactWriteItems(
        write ->
            write.transactItems(
                put(large),
                put(key("a transaction", 2)),
                TransactWriteItem.builder()
                    .delete(one -> one.tableName(log).key(key("a transaction", 3)))
                    .build()));

    assertEquals(List.of(new Call("TransactWriteItems", 0, 4 + 2 + 2)), meter.calls());
  }

  private TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(one -> one.tableName(log).item(item)).build();
  }

  @Test
  void indexes_come_from_the_template_and_nothing_expires_by_another_clock() {
    String limits = dynamoDb.table("LimitTable");

    var index =
        client.describeTable(of -> of.tableName(limits)).table().globalSecondaryIndexes().get(0);
    var ttl = client.describeTimeToLive(of -> of.tableName(limits)).timeToLiveDescription();

    assertEquals("by-owner", index.indexName());
    assertEquals(List.of("count"), index.projection().nonKeyAttributes());
    assertEquals(TimeToLiveStatus.DISABLED, ttl.timeToLiveStatus());
  }

  @Test
  void a_table_that_the_template_does_not_name_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> dynamoDb.table("NoSuchTable"));
  }

  private static Map<String, AttributeValue> key(String chat, int n) {
    return Map.of("chat", AttributeValue.fromS(chat), "n", AttributeValue.fromN("" + n));
  }
}
