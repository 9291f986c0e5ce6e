package dev.ren.local.lambda;

import dev.ren.local.template.LocalNames;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;

/**
 * IAM, as far as the template speaks of it: a call of a function that none of its policy statements
 * allows is denied, as AWS would deny it after the deployment. The SDK finds this class by the file
 * {@code software/amazon/awssdk/global/handlers/execution.interceptors}.
 */
public final class PermissionInterceptor implements ExecutionInterceptor {
  private static final Logger LOGGER = System.getLogger("dev.ren.local.lambda");

  /** A thing to do, in IAM's words. */
  private record Act(String action, String resource) {}

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    Permissions permissions = Permissions.current();
    if (permissions == null) {
      return;
    }
    for (Act act : acts(context.request()).toList()) {
      if (!permissions.allow(act.action(), act.resource())) {
        throw denied(permissions.functionId(), act);
      }
    }
  }

  private static AwsServiceException denied(String functionId, Act act) {
    String message =
        functionId + " is not allowed " + act.action() + " on " + act.resource() + " by its policy";
    LOGGER.log(Level.ERROR, message);
    return DynamoDbException.builder()
        .statusCode(400)
        .message(message)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
        .build();
  }

  private static Stream<Act> acts(SdkRequest request) {
    return switch (request) {
      case TransactWriteItemsRequest transaction ->
          transaction.transactItems().stream().map(PermissionInterceptor::act);
      case BatchGetItemRequest batch ->
          batch.requestItems().keySet().stream().map(table -> onTable("BatchGetItem", table));
      case BatchWriteItemRequest batch ->
          batch.requestItems().keySet().stream().map(table -> onTable("BatchWriteItem", table));
      case QueryRequest query when query.indexName() != null ->
          Stream.of(
              new Act(
                  "dynamodb:Query",
                  LocalNames.tableArn(query.tableName()) + "/index/" + query.indexName()));
      case DynamoDbRequest other ->
          other.getValueForField("TableName", String.class).stream()
              .map(table -> onTable(operation(other), table));
      case GetSecretValueRequest secret ->
          Stream.of(new Act("secretsmanager:GetSecretValue", secret.secretId()));
      case ApiGatewayManagementApiRequest connections ->
          Stream.of(new Act("execute-api:ManageConnections", LocalNames.CONNECTIONS));
      case S3Request s3 -> s3(s3);
      default -> Stream.of();
    };
  }

  /** The service authorization reference names another action than the operation for most. */
  private static Stream<Act> s3(S3Request request) {
    String bucket = request.getValueForField("Bucket", String.class).orElse("");
    String key = request.getValueForField("Key", String.class).orElse("");
    String object = LocalNames.objectArn(bucket, key);
    return switch (request) {
      case CreateMultipartUploadRequest create when create.tagging() != null ->
          Stream.of(new Act("s3:PutObject", object), new Act("s3:PutObjectTagging", object));
      // Signing a URL asks here too: who holds it does what the signer may do.
      case CreateMultipartUploadRequest _, CompleteMultipartUploadRequest _, UploadPartRequest _ ->
          Stream.of(new Act("s3:PutObject", object));
      case ListPartsRequest _ -> Stream.of(new Act("s3:ListMultipartUploadParts", object));
      case HeadObjectRequest _ -> Stream.of(new Act("s3:GetObject", object));
      default -> Stream.of(new Act("s3:" + operation(request), object));
    };
  }

  /** A transaction needs the permission of each of its writes. */
  private static Act act(TransactWriteItem item) {
    if (item.put() != null) {
      return onTable("PutItem", item.put().tableName());
    }
    if (item.update() != null) {
      return onTable("UpdateItem", item.update().tableName());
    }
    if (item.delete() != null) {
      return onTable("DeleteItem", item.delete().tableName());
    }
    return onTable("ConditionCheckItem", item.conditionCheck().tableName());
  }

  private static Act onTable(String operation, String table) {
    return new Act("dynamodb:" + operation, LocalNames.tableArn(table));
  }

  private static String operation(SdkRequest request) {
    return request.getClass().getSimpleName().replaceFirst("Request$", "");
  }
}
