package dev.ren.client.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry of the command-line client. */
@Command(
    name = "./ren chat",
    description = "End-to-end encrypted messages from a terminal.",
    subcommands = CommandLine.HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "The password is asked for on the terminal, or taken from REN_PASSWORD or --password-stdin;",
      "the recovery key from REN_RECOVERY_KEY likewise.",
      "Exit codes: 0 done, 1 refused, 2 wrong call, 3 not logged in, 4 tampering, 5 unreachable."
    })
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(Surroundings.ofProcess(), out, err, args));
  }

  /** Runs one command; tests call it. */
  static int run(Surroundings surroundings, PrintWriter out, PrintWriter err, String... args) {
    Options options = new Options(surroundings);
    CommandLine line =
        new CommandLine(new Main())
            .addSubcommand(new RegisterCommand(options))
            .addSubcommand(new LoginCommand(options))
            .addSubcommand(new RecoverCommand(options))
            .addSubcommand(new ListCommand(options))
            .addSubcommand(new ReadCommand(options))
            .addSubcommand(new SendCommand(options))
            .addSubcommand(new SaveCommand(options))
            .addSubcommand(new WatchCommand(options))
            .addSubcommand(new SafetyCommand(options))
            .addSubcommand(new StateCommand(options))
            .addSubcommand(new LogoutCommand(options))
            .setOut(out)
            .setErr(err)
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  err.println(ExitCode.sentence(failure));
                  return ExitCode.of(failure).value();
                })
            .setParameterExceptionHandler(
                (failure, ignored) -> {
                  err.println(failure.getMessage() + " (./ren chat help)");
                  return ExitCode.USAGE.value();
                });
    if (args.length == 0) {
      line.usage(out);
      return ExitCode.OK.value();
    }
    return line.execute(args);
  }
}
