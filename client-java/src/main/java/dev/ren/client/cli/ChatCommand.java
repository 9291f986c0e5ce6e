package dev.ren.client.cli;

import dev.ren.client.RenClient;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.Login;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command has: the common options, and a failure instead of a stack trace. */
@Command(mixinStandardHelpOptions = true, version = "REN Messenger, protocol 1")
abstract class ChatCommand implements Callable<Integer> {
  @Mixin final Options options;

  @Spec private @Nullable CommandSpec spec;

  ChatCommand(Options options) {
    this.options = options;
  }

  @Override
  public final Integer call() throws Exception {
    run();
    return ExitCode.OK.value();
  }

  /** Does what the command is for. */
  abstract void run() throws Exception;

  final PrintWriter out() {
    if (spec == null) {
      throw new IllegalStateException("a command runs inside its command line");
    }
    return spec.commandLine().getOut();
  }

  static ChatId chatWith(RenClient client, String login) {
    return client
        .chatWith(login(login))
        .orElseThrow(
            () -> new Failure(ExitCode.REFUSED, "there is nobody with the login " + login));
  }

  static Login login(String typed) {
    return Failure.usageUnless(
        () -> Login.typed(typed), "LOGIN has 3 to 32 characters of a-z, 0-9 and _");
  }
}
