package dev.ren.integration;

import dev.ren.client.RenClient;
import dev.ren.client.api.FileApi;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.FileLayout;
import dev.ren.client.protocol.FileReference;
import dev.ren.client.protocol.LogItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Anna, who sends files to Boris, and calls beside their clients. */
final class FileTalk {
  final Person anna;
  final Person boris;
  final ChatId chat;
  final FileApi api;
  private final Random random = new Random(7);

  FileTalk(Target target) {
    this.anna = Person.register(target, "anna");
    this.boris = Person.register(target, "boris");
    this.chat = anna.client().chatWith(boris.login()).orElseThrow();
    this.api = target.environment().files();
  }

  /**
   * The first file of a message as somebody's client sees it.
   *
   * @param reader who fetches it
   */
  record Received(RenClient reader, ChatId chat, LogItem.Message message) {
    private FileReference file() {
      return ((Body.Files) message.body()).files().getFirst();
    }

    /** Where the server has it. */
    FileApi.Path path() {
      ByteString id = ((FileReference.Stored) file()).secret().id();
      return FileApi.Path.of(chat, message.clientId(), id);
    }

    /** Its bytes, fetched and opened. */
    byte[] bytes() throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      reader.files().fetch(chat, message, file(), out);
      return out.toByteArray();
    }
  }

  /** The newest message of a chat, which has files. */
  static Received newest(RenClient reader, ChatId chat) {
    return new Received(reader, chat, (LogItem.Message) reader.history(chat, 10).getLast());
  }

  Received newest(Person reader) {
    return newest(reader.client(), chat);
  }

  /** Anna sends one. */
  void send(Path file) throws IOException {
    anna.client().files().send(chat, List.of(file), Optional.of("look"));
  }

  byte[] content(int size) {
    byte[] content = new byte[size];
    random.nextBytes(content);
    return content;
  }

  /** The one part of a file of so many bytes. */
  byte[] part(int size) {
    return content((int) FileLayout.of(size).objectSize());
  }

  FileApi.Path newPath() {
    return FileApi.Path.of(chat, ByteString.of(content(16)), ByteString.of(content(16)));
  }

  static ByteString digest(byte[] bytes) {
    try {
      return ByteString.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
