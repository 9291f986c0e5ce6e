package dev.ren.client.cli;

import dev.ren.client.protocol.PasswordKeys;
import picocli.CommandLine.Option;

/** Where a password comes from. */
final class PasswordOption {
  @Option(
      names = "--password-stdin",
      description = "Read the password from the first line of standard input.")
  private boolean fromInput;

  String ask(Surroundings surroundings, String prompt) {
    String password = surroundings.secret(prompt, fromInput, "REN_PASSWORD");
    return Failure.usageUnless(
        () -> PasswordKeys.requireLength(password), "a password has 8 to 256 characters");
  }
}
