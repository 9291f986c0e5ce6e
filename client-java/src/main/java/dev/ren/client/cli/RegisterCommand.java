package dev.ren.client.cli;

import dev.ren.client.ClientStore;
import dev.ren.client.RenClients;
import dev.ren.client.protocol.Login;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "register", description = "Make an account and show its recovery key.")
final class RegisterCommand extends ChatCommand {
  @Parameters(paramLabel = "LOGIN", description = "3 to 32 of a-z, 0-9 and _.")
  private String login = "";

  @Option(names = "--name", paramLabel = "NAME", description = "The name that others see.")
  private @Nullable String name;

  @Mixin private final PasswordOption password = new PasswordOption();

  RegisterCommand(Options options) {
    super(options);
  }

  @Override
  void run() {
    Login chosen = login(login);
    String secret = password.ask(options.surroundings(), "New password");
    ClientStore store = options.store();
    RenClients.Registered registered =
        options
            .clients(store)
            .register(store, chosen, name == null ? chosen.value() : name, secret);
    options.remember(store);
    out().println("Registered " + chosen + ". Keep this recovery key, nothing shows it again:");
    out().println(registered.recoveryKey().text());
  }
}
