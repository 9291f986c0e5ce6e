package dev.ren.dynamodblocal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;

/**
 * Reads the {@code AWS::DynamoDB::Table} resources of a CloudFormation template. What it does not
 * understand it refuses, with the line, rather than leave it out.
 */
public final class StorageTemplate {

  private static final String TABLE = "AWS::DynamoDB::Table";

  /** Properties that mean nothing on one machine. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "TableName",
          "BillingMode",
          "PointInTimeRecoverySpecification",
          "SSESpecification",
          "DeletionProtectionEnabled",
          "OnDemandThroughput",
          "TableClass",
          "Tags");

  private static final Set<String> UNDERSTOOD =
      Set.of(
          "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "TimeToLiveSpecification");

  private static final Set<String> INDEX_UNDERSTOOD =
      Set.of("IndexName", "KeySchema", "Projection");

  private StorageTemplate() {}

  /**
   * The tables of a template, in its order.
   *
   * @throws IllegalArgumentException if there is something in a table that is not understood
   */
  public static List<TableDefinition> tables(Path template) throws IOException {
    YamlNode resources = YamlNode.parse(Files.readString(template)).require("Resources");
    return resources.entries().entrySet().stream()
        .filter(resource -> resource.getValue().require("Type").text().equals(TABLE))
        .map(resource -> table(resource.getKey(), resource.getValue().require("Properties")))
        .toList();
  }

  private static TableDefinition table(String logicalId, YamlNode properties) {
    properties.refuseOthersThan(UNDERSTOOD, WITHOUT_EFFECT);
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                properties.require("AttributeDefinitions").items().stream()
                    .map(StorageTemplate::attribute)
                    .toList())
            .keySchema(keySchema(properties));
    properties
        .find("GlobalSecondaryIndexes")
        .ifPresent(
            indexes ->
                request.globalSecondaryIndexes(
                    indexes.items().stream().map(StorageTemplate::index).toList()));
    return new TableDefinition(logicalId, request.build(), timeToLive(properties));
  }

  private static Optional<String> timeToLive(YamlNode properties) {
    return properties
        .find("TimeToLiveSpecification")
        .filter(ttl -> ttl.require("Enabled").text().equals("true"))
        .map(ttl -> ttl.require("AttributeName").text());
  }

  private static AttributeDefinition attribute(YamlNode attribute) {
    return AttributeDefinition.builder()
        .attributeName(attribute.require("AttributeName").text())
        .attributeType(attribute.require("AttributeType").text())
        .build();
  }

  private static List<KeySchemaElement> keySchema(YamlNode owner) {
    return owner.require("KeySchema").items().stream()
        .map(
            key ->
                KeySchemaElement.builder()
                    .attributeName(key.require("AttributeName").text())
                    .keyType(key.require("KeyType").text())
                    .build())
        .toList();
  }

  private static GlobalSecondaryIndex index(YamlNode index) {
    index.refuseOthersThan(INDEX_UNDERSTOOD, Set.of());
    YamlNode projection = index.require("Projection");
    Projection.Builder projected =
        Projection.builder().projectionType(projection.require("ProjectionType").text());
    projection
        .find("NonKeyAttributes")
        .ifPresent(
            names ->
                projected.nonKeyAttributes(names.items().stream().map(YamlNode::text).toList()));
    return GlobalSecondaryIndex.builder()
        .indexName(index.require("IndexName").text())
        .keySchema(keySchema(index))
        .projection(projected.build())
        .build();
  }
}
