package dev.ren.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * What a transaction writes, counted from its request, since DynamoDB Local reports one of several
 * items as one item: two units for each item and 1 KB (DynamoDB developer guide, "Managing complex
 * workflows with transactions"). Of what is put the size is known; what is updated, deleted or
 * checked counts as 1 KB, since the request does not tell.
 */
final class TransactionUnits {
  private static final double KILOBYTE = 1024;
  private static final int UNITS = 2;

  /** A list or map, and each value in it (developer guide, "Item sizes and formats"). */
  private static final int NESTING = 3;

  private TransactionUnits() {}

  static double of(TransactWriteItemsRequest request) {
    return request.transactItems().stream().mapToDouble(TransactionUnits::of).sum();
  }

  private static double of(TransactWriteItem write) {
    return write.put() == null
        ? UNITS
        : UNITS * Math.ceil(Math.max(1, size(write.put().item())) / KILOBYTE);
  }

  private static int size(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToInt(field -> bytes(field.getKey()) + size(field.getValue()))
        .sum();
  }

  private static int size(AttributeValue value) {
    return switch (value.type()) {
      case S -> bytes(value.s());
      case N -> 1 + (value.n().length() + 1) / 2;
      case B -> value.b().asByteArrayUnsafe().length;
      case BOOL, NUL -> 1;
      case SS -> value.ss().stream().mapToInt(TransactionUnits::bytes).sum();
      case NS -> value.ns().stream().mapToInt(number -> 1 + (number.length() + 1) / 2).sum();
      case BS -> value.bs().stream().mapToInt(one -> one.asByteArrayUnsafe().length).sum();
      case L -> NESTING + value.l().stream().mapToInt(one -> 1 + size(one)).sum();
      case M -> NESTING + value.m().size() + size(value.m());
      case UNKNOWN_TO_SDK_VERSION -> throw new IllegalArgumentException("an unknown type");
    };
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
