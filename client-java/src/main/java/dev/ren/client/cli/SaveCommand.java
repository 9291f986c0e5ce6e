package dev.ren.client.cli;

import dev.ren.client.RenClient;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.FileReference;
import dev.ren.client.protocol.LogItem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "save", description = "Save a file of a message.")
final class SaveCommand extends ChatCommand {
  private static final int ENOUGH = 500;

  @Parameters(index = "0", paramLabel = "LOGIN", description = "The other person.")
  private String login = "";

  @Parameters(index = "1", paramLabel = "ENTRY", description = "The number that read shows.")
  private long entry;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "PATH",
      defaultValue = ".",
      description = "A folder or a new file; default is here.")
  private Path target = Path.of(".");

  @Option(
      names = {"-i", "--index"},
      paramLabel = "I",
      defaultValue = "1",
      description = "Which file of the message; default ${DEFAULT-VALUE}.")
  private int index;

  SaveCommand(Options options) {
    super(options);
  }

  @Override
  void run() throws IOException {
    RenClient client = options.client();
    ChatId chat = chatWith(client, login);
    LogItem.Message message =
        client.history(chat, ENOUGH).stream()
            .filter(item -> item.id() == entry)
            .filter(LogItem.Message.class::isInstance)
            .map(LogItem.Message.class::cast)
            .findFirst()
            .orElseThrow(() -> noFile("there is no such message"));
    FileReference file = fileOf(message.body());
    // The name was checked when the message was read: it is no path.
    Path to = Files.isDirectory(target) ? target.resolve(file.details().name()) : target;
    save(client, chat, message, file, to);
    out().println("saved " + to);
  }

  private FileReference fileOf(Body body) {
    if (body instanceof Body.Files files && index >= 1 && index <= files.files().size()) {
      return files.files().get(index - 1);
    }
    throw noFile("the message has no such file");
  }

  private static void save(
      RenClient client, ChatId chat, LogItem.Message message, FileReference file, Path to)
      throws IOException {
    if (Files.exists(to)) {
      throw new FileAlreadyExistsException(to + " exists already");
    }
    // Under its own name only when all of it was found right.
    Path part = to.resolveSibling(to.getFileName() + ".part");
    try {
      try (OutputStream out =
          Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        client.files().fetch(chat, message, file, out);
      }
      Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Failure noFile(String sentence) {
    return new Failure(ExitCode.REFUSED, sentence);
  }
}
