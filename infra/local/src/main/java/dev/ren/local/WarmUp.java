package dev.ren.local;

import dev.ren.dynamodblocal.TableDefinition;
import dev.ren.local.template.StackModel;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * What SnapStart's priming does on AWS: the first person does not wait for classes to load. Reads
 * only, with the clients that the functions share.
 */
final class WarmUp {
  private WarmUp() {}

  static void run(StackModel model, Map<String, Map<String, String>> variables) {
    variables.values().stream().findFirst().ifPresent(any -> warm(model, any));
  }

  private static void warm(StackModel model, Map<String, String> variables) {
    Platform platform = Platform.of(new Environment(variables));
    model.tables().stream()
        .findFirst()
        .ifPresent(
            table ->
                platform
                    .dynamoDb()
                    .getItem(get -> get.tableName(table.logicalId()).key(anyKey(table))));
    if (variables.containsKey("SECRET_SALT")) {
      platform.peppers().salt();
    }
  }

  private static Map<String, AttributeValue> anyKey(TableDefinition table) {
    Map<String, AttributeValue> key = new HashMap<>();
    for (KeySchemaElement element : table.request().keySchema()) {
      boolean isNumber =
          table.request().attributeDefinitions().stream()
              .anyMatch(
                  attribute ->
                      attribute.attributeName().equals(element.attributeName())
                          && attribute.attributeType() == ScalarAttributeType.N);
      key.put(
          element.attributeName(),
          isNumber ? AttributeValue.fromN("0") : AttributeValue.fromS("warm-up"));
    }
    return key;
  }
}
