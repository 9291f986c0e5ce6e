package dev.ren.local;

import dev.ren.local.gateway.GatewayLimits;
import dev.ren.local.lambda.Invocable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * How to start a stack.
 *
 * @param port where everything answers; 0 for any free one
 * @param data the folder that keeps everything
 * @param reset whether to delete what is kept
 * @param site the built web client
 * @param template the template; {@code infra/openapi.yaml} stands beside it
 * @param overrides what differs from AWS's and the template's defaults
 */
public record StackConfig(
    int port, Path data, boolean reset, Path site, Path template, Overrides overrides) {

  /**
   * What a test changes.
   *
   * @param parameters values of the template's parameters; the others keep their defaults
   * @param limits the gateway's limits
   * @param filesKept how long S3 keeps what is unfinished or in no message
   * @param around gets a function's logical id and the function, and answers what the gateway is to
   *     invoke: a measuring wrapper, or the function itself
   * @param aws an emulator that answers for DynamoDB, S3 and Secrets Manager instead of this stack
   */
  public record Overrides(
      Map<String, String> parameters,
      GatewayLimits limits,
      Duration filesKept,
      BiFunction<String, Invocable, Invocable> around,
      Optional<URI> aws) {
    /** As the lifecycle rules of infra/storage.yaml say. */
    public static final Duration FILES_KEPT = Duration.ofDays(8);

    public Overrides {
      parameters = Map.copyOf(parameters);
    }

    /** The functions as they are, on services of the stack's own. */
    public Overrides(Map<String, String> parameters, GatewayLimits limits, Duration filesKept) {
      this(parameters, limits, filesKept, (id, function) -> function, Optional.empty());
    }

    /** The same on an emulator. */
    public Overrides on(Optional<URI> emulator) {
      return new Overrides(parameters, limits, filesKept, around, emulator);
    }

    public static Overrides none() {
      return new Overrides(Map.of(), GatewayLimits.ofApiGateway(), FILES_KEPT);
    }
  }

  /** A stack on a free port. */
  public static StackConfig forTest(Path data, Path site, Path template, Overrides overrides) {
    return new StackConfig(0, data, false, site, template, overrides);
  }
}
