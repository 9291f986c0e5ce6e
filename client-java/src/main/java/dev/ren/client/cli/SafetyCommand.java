package dev.ren.client.cli;

import dev.ren.client.RenClient;
import dev.ren.client.protocol.ChatId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "safety",
    description = "Show the safety number of a chat, to compare with the other person.")
final class SafetyCommand extends ChatCommand {
  @Parameters(index = "0", paramLabel = "LOGIN", description = "The other person.")
  private String login = "";

  @Option(names = "--verified", description = "Remember that the numbers are the same.")
  private boolean verified;

  @Option(
      names = "--keep-key",
      description = "Go on with the known key after the server showed another one.")
  private boolean keepKey;

  SafetyCommand(Options options) {
    super(options);
  }

  @Override
  void run() {
    RenClient client = options.client();
    ChatId chat = chatWith(client, login);
    out().println(String.join(" ", client.safetyNumber(chat)));
    if (keepKey && chat instanceof ChatId.Direct direct) {
      client.keepKnownKey(direct.companionOf(client.account().user()));
      out().println("The known key stays");
    }
    if (verified && chat instanceof ChatId.Direct direct) {
      client.markVerified(direct.companionOf(client.account().user()));
      out().println("Remembered as verified");
    }
  }
}
