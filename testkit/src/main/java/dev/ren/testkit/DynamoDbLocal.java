package dev.ren.testkit;

import dev.ren.dynamodblocal.DynamoDbLocalProcess;
import dev.ren.dynamodblocal.ProjectFiles;
import dev.ren.dynamodblocal.StorageTemplate;
import dev.ren.dynamodblocal.TableDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Real tables for a test class: those of {@code infra/storage.yaml}, under names that no other
 * class has, in a DynamoDB Local that all test classes of the JVM share.
 *
 * <pre>{@code
 * @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();
 *
 * private final CallMeter meter = new CallMeter();
 * private final LogStore log = new LogStore(dynamoDb.client(meter), dynamoDb.table("LogTable"));
 *
 * @Test
 * void an_entry_is_one_write_unit() {
 *   log.append(entry);
 *   assertEquals(1, meter.writeUnits());
 * }
 * }</pre>
 */
public final class DynamoDbLocal implements BeforeAllCallback, AfterAllCallback {

  private static final Path STORAGE = Path.of("infra", "storage.yaml");

  private final String prefix = UUID.randomUUID() + "-";
  private final Path template;
  private @Nullable DynamoDbLocalProcess process;
  private List<TableDefinition> tables = List.of();

  /** With the tables of this project. */
  public DynamoDbLocal() {
    this(STORAGE);
  }

  /**
   * With the tables of another template.
   *
   * @param template its path, from the project's root or the module's folder
   */
  public DynamoDbLocal(Path template) {
    this.template = template;
  }

  /** A client of the shared DynamoDB Local. The caller may close it, but need not. */
  public DynamoDbClient client() {
    return running().clientBuilder().build();
  }

  /** A client whose calls are counted. */
  public DynamoDbClient client(CallMeter meter) {
    return running()
        .clientBuilder()
        .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(meter))
        .build();
  }

  /**
   * The name of this class's own table.
   *
   * @param logicalId the table's name in the template
   */
  public String table(String logicalId) {
    if (tables.stream().noneMatch(table -> table.logicalId().equals(logicalId))) {
      throw new IllegalArgumentException("no table " + logicalId + " in " + template);
    }
    return prefix + logicalId;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    tables =
        StorageTemplate.tables(
            ProjectFiles.find(Path.of(""), template)
                .orElseThrow(() -> new IllegalStateException("there is no " + template)));
    process = Shared.of(context);
    try (DynamoDbClient client = client()) {
      tables.forEach(
          table -> table.withoutTimeToLive().createIfAbsent(client, table(table.logicalId())));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    try (DynamoDbClient client = client()) {
      tables.forEach(
          table -> client.deleteTable(delete -> delete.tableName(table(table.logicalId()))));
    }
  }

  private DynamoDbLocalProcess running() {
    if (process == null) {
      throw new IllegalStateException("register this extension in a static field");
    }
    return process;
  }

  /** The one process of this JVM; JUnit closes it after the last test. */
  private record Shared(DynamoDbLocalProcess process, Path log) implements AutoCloseable {

    static DynamoDbLocalProcess of(ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(DynamoDbLocal.class))
          .getOrComputeIfAbsent(Shared.class, _ -> start(), Shared.class)
          .process();
    }

    private static Shared start() {
      try {
        Path log = Files.createTempFile("dynamodb-local-", ".log");
        return new Shared(DynamoDbLocalProcess.inMemory(Path.of(""), log), log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      process.close();
      Files.deleteIfExists(log);
    }
  }
}
