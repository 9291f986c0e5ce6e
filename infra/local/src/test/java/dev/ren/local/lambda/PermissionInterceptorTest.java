package dev.ren.local.lambda;

import static dev.ren.local.lambda.Failures.failureAs;
import static dev.ren.local.lambda.Failures.failureOf;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.ren.local.template.StackModel.Permission;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Nothing answers at the client's address: a call that is not denied fails to connect. */
class PermissionInterceptorTest {
  private static final Map<String, AttributeValue> KEY = Map.of("k", AttributeValue.fromS("x"));
  private static final DynamoDbClient CLIENT =
      DynamoDbClient.builder()
          .endpointOverride(URI.create("http://127.0.0.1:1"))
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
          .httpClientBuilder(UrlConnectionHttpClient.builder())
          .overrideConfiguration(plan -> plan.retryStrategy(retries -> retries.maxAttempts(1)))
          .build();

  private static final Permissions GET_FROM_THINGS =
      new Permissions(
          "ReaderFunction",
          List.of(
              new Permission(
                  List.of("dynamodb:GetItem"),
                  List.of("arn:aws:dynamodb:us-east-1:000000000000:table/Things*"))));

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  void a_call_that_a_statement_allows_goes_out() throws Exception {
    assertInstanceOf(
        SdkClientException.class,
        failureAs(GET_FROM_THINGS, () -> CLIENT.getItem(get -> get.tableName("Things").key(KEY))));
  }

  @Test
  void another_action_is_denied() throws Exception {
    assertDenied(() -> CLIENT.putItem(put -> put.tableName("Things").item(KEY)));
  }

  @Test
  void another_table_is_denied() throws Exception {
    assertDenied(() -> CLIENT.getItem(get -> get.tableName("Others").key(KEY)));
  }

  @Test
  void every_write_of_a_transaction_needs_its_permission() throws Exception {
    TransactWriteItem delete =
        TransactWriteItem.builder().delete(of -> of.tableName("Things").key(KEY)).build();

    assertDenied(() -> CLIENT.transactWriteItems(transaction -> transaction.transactItems(delete)));
  }

  @Test
  void a_thread_that_the_function_starts_may_do_no_more() throws Exception {
    AtomicReference<@Nullable Exception> inner = new AtomicReference<>();

    assertNull(
        failureAs(
            GET_FROM_THINGS,
            () ->
                inner.set(
                    failureOf(() -> CLIENT.deleteItem(del -> del.tableName("Things").key(KEY))))));

    assertInstanceOf(AwsServiceException.class, inner.get());
  }

  @Test
  void what_no_function_does_is_not_denied() throws Exception {
    assertInstanceOf(
        SdkClientException.class,
        failureOf(() -> CLIENT.putItem(put -> put.tableName("Things").item(KEY))));
  }

  private static void assertDenied(Failures.Call call) throws Exception {
    Failures.assertDenied(GET_FROM_THINGS, call);
  }
}
