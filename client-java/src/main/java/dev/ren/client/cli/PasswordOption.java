package dev.ren.client.cli;

import picocli.CommandLine.Option;

/** Where a password comes from. */
final class PasswordOption {
  @Option(
      names = "--password-stdin",
      description = "Read the password from the first line of standard input.")
  private boolean fromInput;

  String ask(Surroundings surroundings, String prompt) {
    return surroundings.secret(prompt, fromInput, "REN_PASSWORD");
  }
}
