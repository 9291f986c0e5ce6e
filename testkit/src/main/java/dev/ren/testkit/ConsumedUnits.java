package dev.ren.testkit;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Asks DynamoDB what a call consumed, and reads the answer. */
final class ConsumedUnits {

  private static final ReturnConsumedCapacity TOTAL = ReturnConsumedCapacity.TOTAL;

  private ConsumedUnits() {}

  static SdkRequest askFor(SdkRequest request) {
    return switch (request) {
      case GetItemRequest r -> r.toBuilder().returnConsumedCapacity(TOTAL).build();
      case QueryRequest r -> r.toBuilder().returnConsumedCapacity(TOTAL).build();
      case ScanRequest r -> r.toBuilder().returnConsumedCapacity(TOTAL).build();
      case BatchGetItemRequest r -> r.toBuilder().returnConsumedCapacity(TOTAL).build();
      case TransactGetItemsRequest r -> r.toBuilder().returnConsumedCapacity(TOTAL).build();
      case PutItemRequest r -> r.toBuilder().returnConsumedCapacity(TOTAL).build();
      case UpdateItemRequest r -> r.toBuilder().returnConsumedCapacity(TOTAL).build();
      case DeleteItemRequest r -> r.toBuilder().returnConsumedCapacity(TOTAL).build();
      case BatchWriteItemRequest r -> r.toBuilder().returnConsumedCapacity(TOTAL).build();
      default -> request;
    };
  }

  static double of(SdkRequest request, SdkResponse response) {
    if (request instanceof TransactWriteItemsRequest transaction) {
      return TransactionUnits.of(transaction);
    }
    return switch (response) {
      case GetItemResponse r -> one(r.consumedCapacity());
      case QueryResponse r -> one(r.consumedCapacity());
      case ScanResponse r -> one(r.consumedCapacity());
      case BatchGetItemResponse r -> all(r.consumedCapacity());
      case TransactGetItemsResponse r -> all(r.consumedCapacity());
      case PutItemResponse r -> one(r.consumedCapacity());
      case UpdateItemResponse r -> one(r.consumedCapacity());
      case DeleteItemResponse r -> one(r.consumedCapacity());
      case BatchWriteItemResponse r -> all(r.consumedCapacity());
      default -> 0;
    };
  }

  static boolean isWrite(SdkRequest request) {
    return switch (request) {
      case PutItemRequest _,
          UpdateItemRequest _,
          DeleteItemRequest _,
          BatchWriteItemRequest _,
          TransactWriteItemsRequest _ ->
          true;
      default -> false;
    };
  }

  static String operation(SdkRequest request) {
    return request.getClass().getSimpleName().replaceFirst("Request$", "");
  }

  private static double one(@Nullable ConsumedCapacity capacity) {
    return capacity == null ? 0 : all(List.of(capacity));
  }

  private static double all(Collection<ConsumedCapacity> capacities) {
    return capacities.stream()
        .map(ConsumedCapacity::capacityUnits)
        .flatMap(Stream::ofNullable)
        .mapToDouble(Double::doubleValue)
        .sum();
  }
}
