package dev.ren.client.cli;

import dev.ren.client.RenClient;
import dev.ren.client.protocol.ChatId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "send", description = "Send a message.")
final class SendCommand extends ChatCommand {
  @Parameters(index = "0", paramLabel = "LOGIN", description = "The other person.")
  private String login = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "TEXT",
      description = "What to say; - reads it from standard input.")
  private List<String> words = List.of();

  SendCommand(Options options) {
    super(options);
  }

  @Override
  void run() {
    String joined = String.join(" ", words);
    String text = joined.equals("-") ? options.surroundings().text() : joined;
    RenClient client = options.client();
    ChatId chat = chatWith(client, login);
    client.flush();
    client.send(chat, text);
  }
}
