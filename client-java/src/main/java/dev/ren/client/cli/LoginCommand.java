package dev.ren.client.cli;

import dev.ren.client.ClientStore;
import dev.ren.client.protocol.Login;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "login", description = "Log in with the password.")
final class LoginCommand extends ChatCommand {
  @Parameters(paramLabel = "LOGIN", description = "Whose account.")
  private String login = "";

  @Mixin private final PasswordOption password = new PasswordOption();

  LoginCommand(Options options) {
    super(options);
  }

  @Override
  void run() {
    Login chosen = login(login);
    String secret = password.ask(options.surroundings(), "Password");
    ClientStore store = options.store();
    options.enter(store, () -> options.clients(store).login(store, chosen, secret));
    out().println("Logged in as " + chosen);
  }
}
