package dev.ren.dynamodblocal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

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

  /**
   * Creates the table under a name; one that is there already is left as it is.
   *
   * @throws IllegalStateException if that one has other keys: what a table's keys are is for ever
   */
  public void createIfAbsent(DynamoDbClient client, String tableName) {
    try {
      client.createTable(request.toBuilder().tableName(tableName).build());
    } catch (ResourceInUseException e) {
      TableDescription there = client.describeTable(of -> of.tableName(tableName)).table();
      if (!keys(there.keySchema(), there.attributeDefinitions()).equals(keys())) {
        throw new IllegalStateException("the table " + tableName + " that is there has other keys");
      }
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

  /** The types of the table's key attributes by their names. */
  public Map<String, ScalarAttributeType> keys() {
    return keys(request.keySchema(), request.attributeDefinitions());
  }

  private static Map<String, ScalarAttributeType> keys(
      List<KeySchemaElement> schema, List<AttributeDefinition> attributes) {
    Map<String, ScalarAttributeType> keys = new HashMap<>();
    attributes.forEach(one -> keys.put(one.attributeName(), one.attributeType()));
    keys.keySet().retainAll(schema.stream().map(KeySchemaElement::attributeName).toList());
    return keys;
  }
}
