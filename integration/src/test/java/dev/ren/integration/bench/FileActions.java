package dev.ren.integration.bench;

import dev.ren.client.RenClient;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.FileReference;
import dev.ren.client.protocol.LogItem;
import dev.ren.integration.OwnStack;
import dev.ren.integration.Person;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files of 1 MB and of 1 GB, sent and fetched whole. */
final class FileActions {
  private static final int MEGABYTE = 1_000_000;
  private static final int GIGABYTE = 1_000_000_000;

  private final MeteredStack stack;
  private final ChatId chat;
  private final RenClient annas;
  private final RenClient borises;
  private final Path folder = OwnStack.temporaryFolder();
  private final Path file = folder.resolve("file");

  FileActions(MeteredStack stack) {
    this.stack = stack;
    Person anna = Person.register(stack.target(), "anna");
    Person boris = Person.register(stack.target(), "boris");
    this.chat = anna.talksWith(boris);
    this.annas = stack.meteredDevice(anna);
    this.borises = stack.meteredDevice(boris);
  }

  Map<String, Taken> measure() throws Exception {
    Map<String, Taken> taken = new LinkedHashMap<>();
    // The first is for warming up: the second takes its place.
    take(taken, "1 MB", MEGABYTE);
    take(taken, "1 MB", MEGABYTE);
    take(taken, "1 GB", GIGABYTE);
    OwnStack.delete(folder);
    return taken;
  }

  private void take(Map<String, Taken> taken, String title, int size) throws Exception {
    // A file with nothing in it takes no place on this disk; sealed, it is bytes like any other.
    try (RandomAccessFile empty = new RandomAccessFile(file.toFile(), "rw")) {
      empty.setLength(size);
    }
    annas.history(chat, 1);
    taken.put(
        "upload of " + title,
        stack.meter().measure(() -> annas.files().send(chat, List.of(file), Optional.empty())));
    LogItem.Message message = (LogItem.Message) borises.history(chat, 1).getLast();
    FileReference sent = ((Body.Files) message.body()).files().getFirst();
    OutputStream nowhere = OutputStream.nullOutputStream();
    taken.put(
        "download of " + title,
        stack.meter().measure(() -> borises.files().fetch(chat, message, sent, nowhere)));
  }
}
