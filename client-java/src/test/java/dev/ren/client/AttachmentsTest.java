package dev.ren.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.FakeServer.Answer;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.FileLayout;
import dev.ren.client.protocol.FileReference;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.ProtocolException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachmentsTest {
  private static final int LARGE = FileLayout.CHUNK + 100_000;

  private final TwoPeople talk = new TwoPeople();
  private final FakeFiles files = talk.server.backEnd().chats.files;

  @TempDir Path folder;

  @AfterEach
  void stop() {
    talk.close();
  }

  @Test
  void small_files_travel_in_the_message_and_large_ones_beside_it() throws IOException {
    byte[] small = bytes(20_000);
    byte[] large = bytes(LARGE);
    talk.ann
        .files()
        .send(
            talk.chat, List.of(file("note.txt", small), file("film.mp4", large)), Optional.of("!"));
    LogItem.Message message = newest();
    Body.Files body = assertInstanceOf(Body.Files.class, message.body());
    assertEquals(Optional.of("!"), body.text());
    assertInstanceOf(FileReference.Inline.class, body.files().getFirst());
    assertInstanceOf(FileReference.Stored.class, body.files().getLast());
    assertEquals("film.mp4", body.files().getLast().details().name());
    assertArrayEquals(small, fetched(message, 0));
    assertArrayEquals(large, fetched(message, 1));
    byte[] object = files.objects.values().iterator().next();
    assertEquals(FileLayout.of(LARGE).objectSize(), object.length);
    assertFalse(contains(object, large), "the store has plaintext");
  }

  @Test
  void a_url_that_has_ended_is_renewed_on_both_ways() throws IOException {
    files.refuseNext(2);
    byte[] large = bytes(100_000);
    talk.ann.files().send(talk.chat, List.of(file("a.bin", large)), Optional.empty());
    files.refuseNext(2);
    assertArrayEquals(large, fetched(newest(), 0));
    assertEquals(4, talk.pauses.size());
  }

  @Test
  void what_the_store_changed_is_refused() throws IOException {
    talk.ann.files().send(talk.chat, List.of(file("a.bin", bytes(LARGE))), Optional.empty());
    LogItem.Message message = newest();
    Map<Integer, ErrorCode> flipped =
        Map.of(
            7,
            ErrorCode.CHUNK_TAMPERED,
            FileLayout.CHUNK + 500,
            ErrorCode.CHUNK_TAMPERED,
            (int) FileLayout.of(LARGE).digestList().offset(),
            ErrorCode.MANIFEST_MISMATCH);
    flipped.forEach(
        (at, code) -> {
          files.change(object -> flip(object, at));
          assertEquals(code, refusal(message));
          files.change(object -> flip(object, at));
        });
    files.change(object -> Arrays.copyOf(object, object.length - 1));
    assertEquals(ErrorCode.FILE_TRUNCATED, refusal(message));
    files.change(object -> Arrays.copyOf(object, object.length + 2));
    assertEquals(ErrorCode.FILE_OVERLONG, refusal(message));
  }

  @Test
  void a_file_that_the_entry_does_not_attach_is_not_fetched() throws IOException {
    talk.ann.files().send(talk.chat, List.of(file("a.bin", bytes(50_000))), Optional.empty());
    for (ObjectNode entry : talk.server.backEnd().chats.of(talk.chat).entries) {
      entry.remove("files");
    }
    LogItem.Message message = newest();
    assertFalse(message.attached());
    assertEquals(ErrorCode.MALFORMED, refusal(message));
    assertTrue(files.ranges.isEmpty());
  }

  @Test
  void a_message_of_files_that_meets_a_new_epoch_keeps_its_client_id() throws IOException {
    AtomicInteger sends = new AtomicInteger();
    talk.server.tamper(
        (call, honest) -> {
          if (call.path().equals("chat/massage") && sends.getAndIncrement() == 0) {
            return Answer.problem(409, "stale_epoch");
          }
          return honest.handle(call);
        });
    byte[] large = bytes(50_000);
    talk.ann.files().send(talk.chat, List.of(file("a.bin", large)), Optional.empty());
    assertEquals(2, sends.get());
    assertArrayEquals(large, fetched(newest(), 0));
  }

  @Test
  void a_message_that_its_sender_takes_back_is_gone_for_everybody() throws IOException {
    talk.ann.files().send(talk.chat, List.of(file("a.bin", bytes(10))), Optional.empty());
    talk.bob.send(talk.chat, "seen");
    LogItem.Message message = newest(talk.ann, 2);
    talk.ann.remove(talk.chat, message);
    List<LogItem> items = talk.fresh("bob").history(talk.chat, 10);
    LogItem.Removed removed = assertInstanceOf(LogItem.Removed.class, items.get(2));
    assertEquals(talk.ann.account().user(), removed.sender());
    assertInstanceOf(LogItem.Message.class, items.get(3));
  }

  private LogItem.Message newest() {
    return newest(talk.bob, 2);
  }

  private LogItem.Message newest(RenClient client, int id) {
    return assertInstanceOf(LogItem.Message.class, client.history(talk.chat, 10).get(id));
  }

  private byte[] fetched(LogItem.Message message, int index) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FileReference file = ((Body.Files) message.body()).files().get(index);
    talk.bob.files().fetch(talk.chat, message, file, out);
    return out.toByteArray();
  }

  private ErrorCode refusal(LogItem.Message message) {
    return assertThrows(ProtocolException.class, () -> fetched(message, 0)).code();
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] flip(byte[] object, int at) {
    byte[] changed = object.clone();
    changed[at] ^= 1;
    return changed;
  }

  private static boolean contains(byte[] whole, byte[] part) {
    String run = new String(part, 0, 32, StandardCharsets.ISO_8859_1);
    return new String(whole, StandardCharsets.ISO_8859_1).contains(run);
  }
}
