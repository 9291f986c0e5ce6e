package dev.ren.local;

import dev.ren.dynamodblocal.DynamoDbLocalProcess;
import dev.ren.dynamodblocal.TableDefinition;
import dev.ren.local.StartException.Reason;
import dev.ren.local.gateway.Gateway;
import dev.ren.local.gateway.SecretVault;
import dev.ren.local.lambda.Invocable;
import dev.ren.local.lambda.MountException;
import dev.ren.local.metrics.LocalMetrics;
import dev.ren.local.metrics.MetricsHandler;
import dev.ren.local.s3.LocalS3;
import dev.ren.local.s3.S3Endpoint;
import dev.ren.local.s3.Sweep;
import dev.ren.local.s3.Tags;
import dev.ren.local.template.StackModel;
import dev.ren.local.template.TemplateException;
import dev.ren.local.template.TemplateReader;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A running stack: what the template describes, on one machine and at one address. */
public final class LocalStack implements AutoCloseable {
  private final Gateway gateway;
  private final Map<String, Map<String, String>> variables;
  private final DataFolder data;
  private final Cleanup cleanup;

  private LocalStack(
      Gateway gateway,
      Map<String, Map<String, String>> variables,
      DataFolder data,
      Cleanup cleanup) {
    this.gateway = gateway;
    this.data = data;
    this.variables = variables;
    this.cleanup = cleanup;
  }

  /**
   * Starts a stack; when this returns, it answers.
   *
   * @throws StartException for every reason that a person can do something about
   */
  public static LocalStack start(StackConfig config) {
    Cleanup cleanup = new Cleanup();
    try {
      return start(config, cleanup);
    } catch (TemplateException | MountException e) {
      cleanup.close();
      throw withMessage(Reason.TEMPLATE, e);
    } catch (BindException e) {
      cleanup.close();
      throw portInUse(config.port());
    } catch (RuntimeException e) {
      cleanup.close();
      throw e;
    } catch (Exception e) {
      cleanup.close();
      throw new IllegalStateException(e);
    }
  }

  private static LocalStack start(StackConfig config, Cleanup cleanup) throws Exception {
    StackModel model = TemplateReader.read(config.template(), config.overrides().parameters());
    DataFolder data = cleanup.add(DataFolder.open(config.data(), config.reset()));
    cleanup.add(new LogFile(data.logs()));
    SecretVault secrets = SecretVault.open(data.secrets(), model.secrets(), new SecureRandom());
    Gateway gateway =
        cleanup.add(
            Gateway.start(
                Clock.systemUTC(),
                config.overrides().limits(),
                secrets,
                LocalVariables.CREDENTIAL,
                config.port()));
    LocalS3.Credential credential = LocalVariables.credential(new SecureRandom());
    LocalS3 s3 = cleanup.add(LocalS3.start(data.files(), model.buckets(), credential));
    Tags tags = new Tags(data.tags());
    cleanup.add(Sweep.start(data.files(), tags, Clock.systemUTC(), config.overrides().filesKept()));
    LocalVariables local;
    if (config.overrides().aws().isPresent()) {
      URI aws = config.overrides().aws().get();
      Emulator.prepare(aws, model, secrets);
      local = LocalVariables.of(aws, gateway.innerUrl());
    } else {
      DynamoDbLocalProcess database = cleanup.add(startDatabase(config, data));
      createTables(database, model.tables(), data);
      local =
          LocalVariables.of(database.endpoint(), gateway.innerUrl(), s3Url(gateway), credential);
    }
    Map<String, Map<String, String>> variables = Functions.variables(model, local);
    LocalMetrics metrics = new LocalMetrics();
    Map<String, Invocable> functions = Functions.mount(model, variables, metrics::take);
    functions.replaceAll(config.overrides().around());
    WarmUp.run(model, variables);
    Path openApi = config.template().resolveSibling("infra").resolve("openapi.yaml");
    gateway.open(
        new Gateway.Mounts(
            model.rest().orElseThrow(() -> incomplete(config, "REST API")),
            model.socket().orElseThrow(() -> incomplete(config, "WebSocket API")),
            functions,
            config.site(),
            openApi,
            new S3Endpoint(s3.port(), tags),
            new MetricsHandler(metrics)));
    return new LocalStack(gateway, variables, data, cleanup);
  }

  private static URI s3Url(Gateway gateway) {
    return URI.create("http://localhost:" + gateway.port() + LocalS3.PATH);
  }

  /** The one address, such as {@code http://localhost:8080}. */
  public URI url() {
    return URI.create("http://localhost:" + gateway.port());
  }

  /** What {@code --reset} has deleted, as a sentence; empty where there was nothing. */
  public Optional<String> emptied() {
    long bytes = data.emptied();
    return bytes == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "--reset deleted what %s held, %.1f MB: all accounts, messages, files and logs",
                data,
                bytes / 1_000_000.0));
  }

  /** The WebSocket's address. */
  public URI socketUrl() {
    return URI.create("ws://localhost:" + gateway.port() + "/ws");
  }

  /** Where functions reach {@code @connections} and Secrets Manager. */
  public URI innerUrl() {
    return URI.create(gateway.innerUrl());
  }

  /**
   * The environment of every function, by logical id: what else it takes to run its handler
   * elsewhere.
   */
  public Map<String, Map<String, String>> variables() {
    return variables;
  }

  @Override
  public void close() {
    cleanup.close();
  }

  private static DynamoDbLocalProcess startDatabase(StackConfig config, DataFolder data) {
    try {
      Path project = config.template().toAbsolutePath().normalize().getParent();
      return DynamoDbLocalProcess.onDisk(
          project == null ? Path.of("") : project,
          data.database(),
          data.logs().resolve("dynamodb.log"));
    } catch (IOException | IllegalStateException e) {
      throw withMessage(Reason.DATABASE, e);
    }
  }

  private static void createTables(
      DynamoDbLocalProcess database, List<TableDefinition> tables, DataFolder data) {
    try (DynamoDbClient client = database.clientBuilder().build()) {
      tables.forEach(table -> table.createIfAbsent(client, table.logicalId()));
    } catch (IllegalStateException otherKeys) {
      throw new StartException(
          Reason.DATABASE,
          data
              + ": "
              + otherKeys.getMessage()
              + "; another version wrote it: use that, or another --data DIR, or --reset, which"
              + " deletes its accounts and messages");
    }
  }

  private static StartException incomplete(StackConfig config, String what) {
    return new StartException(Reason.TEMPLATE, config.template() + ": the template has no " + what);
  }

  private static StartException portInUse(int port) {
    return new StartException(Reason.PORT_IN_USE, "port " + port + " is in use (try --port N)");
  }

  private static StartException withMessage(Reason reason, Exception e) {
    String message = e.getMessage();
    return new StartException(reason, message == null ? e.toString() : message);
  }
}
