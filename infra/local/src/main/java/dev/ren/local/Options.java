package dev.ren.local;

import dev.ren.local.StartException.Reason;
import dev.ren.local.gateway.GatewayLimits;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command line. */
final class Options {
  private static final Set<String> WITH_VALUE =
      Set.of("--port", "--data", "--web", "--template", "--parameter", "--files-kept", "--aws");
  private static final int MAX_PORT = 65_535;

  private Options() {}

  /**
   * Reads {@code --port N --data DIR [--reset] --web DIR --template FILE [--parameter NAME=VALUE]
   * [--files-kept SECONDS] [--aws URL]}.
   *
   * @throws StartException if an option is missing, unknown or wrong
   */
  static StackConfig parse(String... arguments) {
    Map<String, String> values = new HashMap<>();
    Map<String, String> parameters = new HashMap<>();
    boolean reset = false;
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      if (option.equals("--reset")) {
        reset = true;
      } else if (!WITH_VALUE.contains(option)) {
        throw usage("unknown option " + option);
      } else if (i + 1 == arguments.length) {
        throw usage(option + " needs a value");
      } else {
        i++;
        if (option.equals("--parameter")) {
          parameter(arguments[i], parameters);
        } else {
          values.put(option, arguments[i]);
        }
      }
    }
    return new StackConfig(
        port(require(values, "--port")),
        Path.of(require(values, "--data")),
        reset,
        Path.of(require(values, "--web")),
        Path.of(require(values, "--template")),
        new StackConfig.Overrides(
                parameters, GatewayLimits.ofApiGateway(), filesKept(values.get("--files-kept")))
            .on(Optional.ofNullable(values.get("--aws")).map(Options::url)));
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw usage("--aws " + text + " is no address");
    }
  }

  private static Duration filesKept(@Nullable String seconds) {
    try {
      return seconds == null
          ? StackConfig.Overrides.FILES_KEPT
          : Duration.ofSeconds(Long.parseUnsignedLong(seconds));
    } catch (NumberFormatException e) {
      throw usage("--files-kept " + seconds + " is not a number of seconds");
    }
  }

  private static void parameter(String text, Map<String, String> parameters) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw usage("--parameter " + text + " is not NAME=VALUE");
    }
    parameters.put(text.substring(0, equals), text.substring(equals + 1));
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw usage("--port " + text + " is not a port");
    }
    throw usage("--port " + text + " is not a port");
  }

  private static String require(Map<String, String> values, String option) {
    String value = values.get(option);
    if (value == null) {
      throw usage(option + " is missing");
    }
    return value;
  }

  private static StartException usage(String message) {
    return new StartException(Reason.USAGE, message);
  }
}
