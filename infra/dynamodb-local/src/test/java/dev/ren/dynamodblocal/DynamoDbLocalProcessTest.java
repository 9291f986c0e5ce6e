package dev.ren.dynamodblocal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

final class DynamoDbLocalProcessTest {

  @TempDir Path folder;

  @Test
  void what_was_stored_on_disk_is_there_after_a_kill() throws IOException {
    try (var first = DynamoDbLocalProcess.onDisk(Path.of(""), folder, log());
        var client = first.clientBuilder().build()) {
      var template = Path.of("src", "test", "resources", "one-table.yaml");
      StorageTemplate.tables(template).forEach(table -> table.createIfAbsent(client, "limits"));
    }
    try (var second = DynamoDbLocalProcess.onDisk(Path.of(""), folder, log());
        var client = second.clientBuilder().build()) {
      assertEquals(List.of("limits"), client.listTables().tableNames());
    }
  }

  @Test
  void a_table_that_is_there_stays_unless_its_keys_are_others() throws IOException {
    TableDefinition table =
        StorageTemplate.tables(Path.of("src", "test", "resources", "one-table.yaml")).getFirst();
    TableDefinition other =
        new TableDefinition(
            "Other",
            table.request().copy(of -> of.attributeDefinitions(binary(table))),
            Optional.empty());
    try (var database = DynamoDbLocalProcess.inMemory(Path.of(""), log());
        var client = database.clientBuilder().build()) {
      table.createIfAbsent(client, "limits");

      table.createIfAbsent(client, "limits");
      assertThrows(IllegalStateException.class, () -> other.createIfAbsent(client, "limits"));
    }
  }

  private static List<AttributeDefinition> binary(TableDefinition table) {
    return table.request().attributeDefinitions().stream()
        .map(attribute -> attribute.copy(of -> of.attributeType(ScalarAttributeType.B)))
        .toList();
  }

  @Test
  void it_ends_with_the_process_that_started_it_even_by_kill() throws Exception {
    Process starter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                log().toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    ProcessHandle database;
    try (BufferedReader ready = starter.inputReader()) {
      assertEquals("ready", ready.readLine());
      database = starter.children().findFirst().orElseThrow();
      assertTrue(database.isAlive());
    } finally {
      starter.destroyForcibly();
    }

    database.onExit().get(300, TimeUnit.SECONDS);

    assertFalse(database.isAlive());
  }

  private Path log() {
    return folder.resolve("log.txt");
  }

  /** Starts a DynamoDB Local and waits to be killed. */
  static final class Starter {

    private Starter() {}

    public static void main(String[] arguments) throws Exception {
      try (var database = DynamoDbLocalProcess.inMemory(Path.of(""), Path.of(arguments[0]))) {
        // Its output is how this process tells the test that it may be killed.
        System.out.println(database.isAlive() ? "ready" : "dead");
        Thread.currentThread().join();
      }
    }
  }
}
