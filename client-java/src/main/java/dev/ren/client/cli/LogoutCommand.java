package dev.ren.client.cli;

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
    options.client().logout(everywhere);
    out().println("Logged out");
  }
}
