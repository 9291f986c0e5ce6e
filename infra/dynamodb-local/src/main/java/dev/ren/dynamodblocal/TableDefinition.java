package dev.ren.dynamodblocal;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;

/**
 * A table as a template describes it.
 *
 * @param logicalId its name in the template
 * @param request keys, attributes and indexes, without the table's name
 * @param timeToLive the attribute that holds the time of expiry, if there is one
 */
public record TableDefinition(
    String logicalId, CreateTableRequest request, Optional<String> timeToLive) {

  /**
   * The same table, from which nothing expires: for tests, whose clock is not the one that DynamoDB
   * Local goes by. Rows of a test that plays in the past would go while it runs.
   */
  public TableDefinition withoutTimeToLive() {
    return new TableDefinition(logicalId, request, Optional.empty());
  }

  /** Creates the table under a name; one that is there already is left as it is. */
  public void createIfAbsent(DynamoDbClient client, String tableName) {
    try {
      client.createTable(request.toBuilder().tableName(tableName).build());
    } catch (ResourceInUseException e) {
      return;
    }
    timeToLive.ifPresent(
        attribute ->
            client.updateTimeToLive(
                update ->
                    update
                        .tableName(tableName)
                        .timeToLiveSpecification(
                            ttl -> ttl.attributeName(attribute).enabled(true))));
  }
}
