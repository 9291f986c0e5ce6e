package dev.ren.integration;

import dev.ren.local.LocalStack;
import dev.ren.local.StackConfig;
import dev.ren.local.gateway.GatewayLimits;
import dev.ren.local.lambda.Invocable;
import dev.ren.local.lambda.MountedFunction;
import dev.ren.local.template.TemplateReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/** A stack of the tests' own, whose store and limits they may look into and change. */
public final class OwnStack implements AutoCloseable {
  /** No test is to meet a rate limit that it does not ask for. */
  public static final Map<String, String> LOOSE = Map.of("RateLimitFactor", "100000");

  private final LocalStack stack;
  private final Path folder;

  private OwnStack(LocalStack stack, Path folder) {
    this.stack = stack;
    this.folder = folder;
  }

  /** Starts one on a free port and in a temporary folder. */
  public static OwnStack start(Map<String, String> parameters, GatewayLimits limits) {
    return start(new StackConfig.Overrides(parameters, limits, StackConfig.Overrides.FILES_KEPT));
  }

  /** Starts one whose tables, files and secrets an emulator of AWS keeps. */
  public static OwnStack on(URI aws) {
    return start(
        new StackConfig.Overrides(
                LOOSE, GatewayLimits.ofApiGateway(), StackConfig.Overrides.FILES_KEPT)
            .on(Optional.of(aws)));
  }

  /** Starts one that differs from a person's in this. */
  public static OwnStack start(StackConfig.Overrides overrides) {
    Path folder = temporaryFolder();
    Path project = projectFolder();
    StackConfig config =
        StackConfig.forTest(
            folder.resolve("data"), project.resolve("web-client/dist"), template(), overrides);
    // What a stack logs is in its data folder.
    LogManager.getLogManager().reset();
    return new OwnStack(LocalStack.start(config), folder);
  }

  /** Starts one with the limits of API Gateway and without rate limits. */
  public static OwnStack start() {
    return start(LOOSE, GatewayLimits.ofApiGateway());
  }

  /** How tests reach it. */
  public Target target() {
    return new Target(stack.url());
  }

  /** What it keeps. */
  public Path data() {
    return folder.resolve("data");
  }

  /** Its tables. */
  public Store store() {
    return Store.of(data());
  }

  /** Where {@code @connections} and Secrets Manager answer. */
  public String innerUrl() {
    return stack.innerUrl().toString();
  }

  /** One more instance of a function, to be called without the gateway; its output goes nowhere. */
  Invocable function(String logicalId) throws IOException {
    var functions = TemplateReader.read(template(), LOOSE).functions();
    return MountedFunction.mount(
        Objects.requireNonNull(functions.get(logicalId)), variables(logicalId), line -> true);
  }

  /** The environment of a function. */
  public Map<String, String> variables(String logicalId) {
    return Objects.requireNonNull(stack.variables().get(logicalId));
  }

  private static Path template() {
    return projectFolder().resolve("template.yaml");
  }

  @Override
  public void close() {
    stack.close();
    delete(folder);
  }

  /** The project's root folder. */
  public static Path projectFolder() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("template.yaml")) ? here : here.resolveSibling("");
  }

  /** A new, empty folder. */
  public static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("ren-integration");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder with everything in it. */
  public static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> contents = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : contents) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
