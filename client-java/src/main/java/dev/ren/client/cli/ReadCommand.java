package dev.ren.client.cli;

import dev.ren.client.RenClient;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.LogItem;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "read", description = "Show the newest messages of a chat and mark them as read.")
final class ReadCommand extends ChatCommand {
  @Parameters(index = "0", paramLabel = "LOGIN", description = "The other person.")
  private String login = "";

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "50",
      description = "How many entries; default ${DEFAULT-VALUE}.")
  private int count;

  ReadCommand(Options options) {
    super(options);
  }

  @Override
  void run() {
    RenClient client = options.client();
    ChatId chat = chatWith(client, login);
    List<LogItem> items = client.history(chat, count);
    Printer printer = new Printer(out(), client);
    items.stream().skip(Math.max(0, items.size() - count)).forEach(printer::item);
    client.markRead(chat, items.getLast().id());
  }
}
