package dev.ren.client.cli;

import dev.ren.client.RenClient;
import dev.ren.client.protocol.ChatId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "send", description = "Send a message, or files.")
final class SendCommand extends ChatCommand {
  @Parameters(index = "0", paramLabel = "LOGIN", description = "The other person.")
  private String login = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "TEXT",
      description = "What to say; - reads it from standard input.")
  private List<String> words = List.of();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "PATH",
      description = "A file to send, up to ten times; the text is its caption then.")
  private List<Path> files = List.of();

  SendCommand(Options options) {
    super(options);
  }

  @Override
  void run() throws IOException {
    String joined = String.join(" ", words);
    String text = joined.equals("-") ? options.surroundings().text() : joined;
    if (text.isEmpty() && files.isEmpty()) {
      throw new Failure(ExitCode.USAGE, "TEXT or --file is missing");
    }
    RenClient client = options.client();
    ChatId chat = chatWith(client, login);
    client.flush();
    if (files.isEmpty()) {
      client.send(chat, text);
    } else {
      client.files().send(chat, files, Optional.of(text).filter(caption -> !caption.isEmpty()));
    }
  }
}
