package dev.ren.client.cli;

import dev.ren.client.RenClient;
import dev.ren.client.api.ChatApi.ChatSummary;
import java.util.Comparator;
import picocli.CommandLine.Command;

@Command(name = "list", description = "List chats, the latest first.")
final class ListCommand extends ChatCommand {

  ListCommand(Options options) {
    super(options);
  }

  @Override
  void run() {
    RenClient client = options.client();
    client.chats().stream()
        .sorted(Comparator.comparingLong(ChatSummary::at).reversed())
        .map(ListCommand::line)
        .forEach(out()::println);
  }

  private static String line(ChatSummary chat) {
    String who =
        chat.companion()
            .map(person -> person.login() + " (" + Printer.printable(person.userName()) + ")")
            .orElse(chat.chat().value());
    return chat.unread() == 0 ? who : who + ", " + chat.unread() + " unread";
  }
}
