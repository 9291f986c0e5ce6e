package dev.ren.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.client.api.ApiException;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.FileLayout;
import dev.ren.client.protocol.FileReference;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.Login;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that died in the middle of an upload, and the next one with the same profile. */
class ResumedUploadTest {
  /** Six parts: one batch of four, and two. */
  private static final int SIZE = 5 * FileLayout.CHUNK + 1_000;

  private final TwoPeople talk = new TwoPeople();
  private final FakeFiles files = talk.server.backEnd().chats.files;

  @TempDir Path folder;
  private Path file;
  private byte[] content;
  private ClientStore profile;

  @BeforeEach
  void interruptAfterThreeParts() throws IOException {
    content = new byte[SIZE];
    new Random(1).nextBytes(content);
    file = Files.write(folder.resolve("film.mp4"), content);
    profile = new FileStore(folder.resolve("profile"));
    RenClient first = talk.clients.login(profile, new Login("ann"), TwoPeople.PASSWORD);
    files.refuseAfter(3, Integer.MAX_VALUE);
    assertThrows(ApiException.class, () -> send(first));
    files.refuseNext(0);
  }

  @AfterEach
  void stop() {
    talk.close();
  }

  @Test
  void goes_on_with_the_parts_that_are_missing() throws IOException {
    send(talk.clients.resume(profile));

    assertEquals(6, files.puts.size(), files.puts::toString);
    assertEquals(6, new HashSet<>(files.puts).size(), files.puts::toString);
    assertArrayEquals(content, fetched());
    assertEquals(1, files.objects.size());
  }

  @Test
  void begins_anew_with_another_key_when_the_file_has_changed() throws IOException {
    content[100] ^= 1;
    Files.write(file, content);

    send(talk.clients.resume(profile));

    assertEquals(3 + 6, files.puts.size(), files.puts::toString);
    assertTrue(files.puts.stream().map(put -> put.split("/", -1)[0]).distinct().count() == 2);
    assertArrayEquals(content, fetched());
  }

  @Test
  void sends_the_same_files_a_second_time_as_another_message() throws IOException {
    RenClient client = talk.clients.resume(profile);
    send(client);

    send(client);

    assertEquals(6 + 6, files.puts.size());
    assertEquals(4, talk.bob.history(talk.chat, 10).size());
  }

  private void send(RenClient client) throws IOException {
    client.files().send(talk.chat, List.of(file), Optional.empty());
  }

  private byte[] fetched() throws IOException {
    LogItem.Message message = (LogItem.Message) talk.bob.history(talk.chat, 10).getLast();
    FileReference stored = ((Body.Files) message.body()).files().getFirst();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    talk.bob.files().fetch(talk.chat, message, stored, out);
    return out.toByteArray();
  }
}
