package dev.ren.client.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a command takes from its process.
 *
 * @param environment variables: REN_PASSWORD, XDG_CONFIG_HOME, HOME
 * @param folder the working directory
 */
record Surroundings(Map<String, String> environment, Path folder, BufferedReader input) {
  static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of(""),
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
  }

  /** {@code .ren/cli} inside a checkout that has a {@code .ren}, else the user's own folder. */
  Path defaultProfile() {
    Path local = folder.resolve(".ren");
    if (Files.isDirectory(local)) {
      return local.resolve("cli");
    }
    Path home = Path.of(variable("HOME").orElse("."));
    return variable("XDG_CONFIG_HOME")
        .map(Path::of)
        .orElseGet(() -> home.resolve(".config"))
        .resolve("ren");
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** A secret, asked for on the terminal without showing it. */
  String secret(String prompt, boolean fromInput, String variable) {
    if (fromInput) {
      return line()
          .orElseThrow(() -> new Failure(ExitCode.USAGE, "nothing came on standard input"));
    }
    return variable(variable)
        .or(() -> asked(prompt))
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.USAGE,
                    "no terminal to ask on: use " + variable + " or --password-stdin"));
  }

  /** The rest of standard input. */
  String text() {
    return input.lines().collect(Collectors.joining("\n"));
  }

  private Optional<String> line() {
    try {
      return Optional.ofNullable(input.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> asked(String prompt) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> console.readPassword("%s: ", prompt))
        .map(String::new);
  }
}
