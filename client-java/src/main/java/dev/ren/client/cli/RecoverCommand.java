package dev.ren.client.cli;

import dev.ren.client.ClientStore;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.RecoveryKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "recover", description = "Log in with the recovery key and set a new password.")
final class RecoverCommand extends ChatCommand {
  @Parameters(paramLabel = "LOGIN", description = "Whose account.")
  private String login = "";

  @Mixin private final PasswordOption password = new PasswordOption();

  RecoverCommand(Options options) {
    super(options);
  }

  @Override
  void run() {
    Login chosen = login(login);
    Surroundings surroundings = options.surroundings();
    String typed = surroundings.secret("Recovery key", false, "REN_RECOVERY_KEY");
    RecoveryKey key =
        Failure.usageUnless(() -> RecoveryKey.parse(typed), "the recovery key has a typing error");
    String secret = password.ask(surroundings, "New password");
    ClientStore store = options.store();
    options.enter(store, () -> options.clients(store).recover(store, chosen, key, secret));
    out().println("Recovered " + chosen + "; all other sessions have ended");
  }
}
