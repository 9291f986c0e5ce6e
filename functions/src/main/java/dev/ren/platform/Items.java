package dev.ren.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Short names for DynamoDB attribute values, for the stores. */
public final class Items {
  private Items() {}

  public static AttributeValue s(String text) {
    return AttributeValue.fromS(text);
  }

  public static AttributeValue n(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  public static AttributeValue b(byte[] bytes) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
  }

  public static String text(Map<String, AttributeValue> item, String name) {
    return require(item, name).s();
  }

  public static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(require(item, name).n());
  }

  public static byte[] bytes(Map<String, AttributeValue> item, String name) {
    return require(item, name).b().asByteArray();
  }

  /** A text, or {@code otherwise} where the item has none. */
  public static String text(Map<String, AttributeValue> item, String name, String otherwise) {
    AttributeValue value = item.get(name);
    return value == null ? otherwise : value.s();
  }

  /** A number, or {@code otherwise} where the item has none. */
  public static long number(Map<String, AttributeValue> item, String name, long otherwise) {
    AttributeValue value = item.get(name);
    return value == null ? otherwise : Long.parseLong(value.n());
  }

  /** Bytes, empty where the item has none. */
  public static byte[] bytesOrEmpty(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? new byte[0] : value.b().asByteArray();
  }

  private static AttributeValue require(Map<String, AttributeValue> item, String name) {
    @Nullable AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("an item lacks its attribute " + name);
    }
    return value;
  }
}
