package dev.ren.dynamodblocal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

final class StorageTemplateTest {

  private static final String TABLE =
      """
      Resources:
        Bucket:
          Type: AWS::S3::Bucket
        LimitTable:
          Type: AWS::DynamoDB::Table
          DeletionPolicy: Retain
          Properties:
            TableName: !Sub "${AWS::StackName}-limits"
            AttributeDefinitions:
              - { AttributeName: pk, AttributeType: S }
            KeySchema:
              - { AttributeName: pk, KeyType: HASH }
            TimeToLiveSpecification: { AttributeName: ttl, Enabled: true }
      """;

  @TempDir Path folder;

  @Test
  void tables_are_read_and_other_resources_passed_over() throws IOException {
    var tables = StorageTemplate.tables(template(TABLE));

    assertEquals(1, tables.size());
    var table = tables.getFirst();
    assertEquals("LimitTable", table.logicalId());
    assertEquals("pk", table.request().keySchema().getFirst().attributeName());
    assertEquals(KeyType.HASH, table.request().keySchema().getFirst().keyType());
    assertEquals(Optional.of("ttl"), table.timeToLive());
  }

  @Test
  void a_property_that_is_not_understood_is_refused_with_its_line() throws IOException {
    Path template = template(TABLE + "      LocalSecondaryIndexes: []\n");

    var refusal =
        assertThrows(IllegalArgumentException.class, () -> StorageTemplate.tables(template));

    assertEquals("line 14: not understood: LocalSecondaryIndexes", refusal.getMessage());
  }

  @Test
  void an_intrinsic_function_is_no_name() throws IOException {
    Path template =
        template(TABLE.replace("AttributeName: pk, KeyType", "AttributeName: !Ref Pk, KeyType"));

    var refusal =
        assertThrows(IllegalArgumentException.class, () -> StorageTemplate.tables(template));

    assertEquals("line 12: expected plain text", refusal.getMessage());
  }

  private Path template(String yaml) throws IOException {
    return Files.writeString(folder.resolve("storage.yaml"), yaml);
  }
}
