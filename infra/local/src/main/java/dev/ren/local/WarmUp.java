package dev.ren.local;

import dev.ren.dynamodblocal.TableDefinition;
import dev.ren.local.template.StackModel;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
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
    table.keys().forEach((name, type) -> key.put(name, anyValue(type)));
    return key;
  }

  private static AttributeValue anyValue(ScalarAttributeType type) {
    return switch (type) {
      case N -> AttributeValue.fromN("0");
      case B -> AttributeValue.fromB(SdkBytes.fromUtf8String("warm-up"));
      case S, UNKNOWN_TO_SDK_VERSION -> AttributeValue.fromS("warm-up");
    };
  }
}
