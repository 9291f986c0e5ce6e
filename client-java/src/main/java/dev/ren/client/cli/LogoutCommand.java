package dev.ren.client.cli;

import dev.ren.client.ClientStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "logout", description = "End the session and forget its keys on this machine.")
final class LogoutCommand extends ChatCommand {
  @Option(names = "--everywhere", description = "End all sessions of the account.")
  private boolean everywhere;

  LogoutCommand(Options options) {
    super(options);
  }

  @Override
  void run() {
    ClientStore store = options.store();
    options.clients(store).logout(store, everywhere);
    out().println("Logged out");
  }
}
