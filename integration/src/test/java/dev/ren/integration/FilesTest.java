package dev.ren.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.client.api.FileApi;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.FileLayout;
import dev.ren.client.protocol.FileReference;
import dev.ren.client.protocol.LogItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files of messages over a running stack and its S3: issue 3's proof of what is refused. */
@ExtendWith(Stacks.class)
final class FilesTest {
  private static final int LARGE = 9_000_000;

  private final OwnStack stack;
  private final Person anna;
  private final Person boris;
  private final ChatId chat;
  private final FileApi api;
  private final Random bytes = new Random(7);

  @TempDir Path folder;

  FilesTest(OwnStack stack) {
    this.stack = stack;
    this.anna = Person.register(stack.target(), "anna");
    this.boris = Person.register(stack.target(), "boris");
    this.chat = anna.client().chatWith(boris.login()).orElseThrow();
    this.api = stack.target().environment().files();
  }

  @Test
  void a_file_arrives_as_it_was_and_nothing_of_it_lies_readable_in_the_store() throws Exception {
    String name = "a most secret name " + Person.unique() + ".bin";
    byte[] content = content(LARGE);
    Path file = Files.write(folder.resolve(name), content);

    anna.client().files().send(chat, List.of(file), Optional.of("look"));

    LogItem.Message message = newest(boris);
    assertArrayEquals(content, fetched(boris, message));
    byte[] run = Arrays.copyOfRange(content, 5_000_000, 5_000_032);
    for (Path stored : stored("")) {
      String inside = new String(Files.readAllBytes(stored), StandardCharsets.ISO_8859_1);
      assertFalse(inside.contains(new String(run, StandardCharsets.ISO_8859_1)), stored.toString());
      assertFalse(inside.contains(name) || stored.toString().contains(name), stored.toString());
    }
  }

  @Test
  void what_a_sender_takes_back_is_gone_for_all() throws Exception {
    Path file = Files.write(folder.resolve("gone.bin"), content(100_000));
    try (RawSocket socket = RawSocket.connect(stack.target(), boris.token())) {
      anna.client().files().send(chat, List.of(file), Optional.empty());
      LogItem.Message message = newest(anna);
      FileApi.Path path = path(message);
      assertTrue(used(anna) > 100_000);

      Refusals.assertRefused(403, "forbidden", () -> boris.client().remove(chat, newest(boris)));
      anna.client().remove(chat, message);

      assertEquals(message.id(), socket.hear("message_removed").get("id").asLong());
      Refusals.assertRefused(404, "not_found", () -> api.find(boris.token(), path));
      assertEquals(List.of(), stored(path.file().toBase64Url()));
      assertEquals(0, used(anna));
      List<LogItem> log = boris.freshDevice().history(chat, 10);
      assertTrue(log.getLast() instanceof LogItem.Removed, log.toString());
    }
  }

  @Test
  void a_stranger_and_who_comes_before_the_message_get_nothing() throws Exception {
    Person eve = Person.register(stack.target(), "eve");
    FileApi.Path path = newPath();
    api.open(anna.token(), path, FileLayout.of(10));

    Refusals.assertRefused(404, "chat_not_found", () -> api.find(eve.token(), path));
    Refusals.assertRefused(
        404, "chat_not_found", () -> api.open(eve.token(), newPath(), FileLayout.of(10)));
    Refusals.assertRefused(404, "not_found", () -> api.find(boris.token(), path));
    Refusals.assertRefused(409, "conflict", () -> api.open(boris.token(), path, FileLayout.of(10)));
    Refusals.assertRefused(409, "file_not_ready", () -> api.complete(boris.token(), path));
    Refusals.assertRefused(
        409, "file_not_ready", () -> api.urls(boris.token(), path, 0, List.of(digest(part(10)))));
  }

  @Test
  void s3_takes_exactly_the_part_that_was_announced_where_and_while_it_was() throws Exception {
    FileApi.Path path = newPath();
    FileApi.Path other = newPath();
    api.open(anna.token(), path, FileLayout.of(10));
    api.open(anna.token(), other, FileLayout.of(10));
    byte[] part = part(10);
    FileApi.PartUrl url = api.urls(anna.token(), path, 0, List.of(digest(part))).getFirst();
    String signed = url.url().toString();
    byte[] longer = Arrays.copyOf(part, part.length + 1);
    byte[] changed = part.clone();
    changed[3] ^= 1;
    String checksum = url.headers().get("x-amz-checksum-sha256");
    assertEquals(digest(part), ByteString.of(Base64.getDecoder().decode(checksum)));

    assertRefused(put(url.url(), longer, url.headers()), "a longer body");
    assertRefused(put(url.url(), changed, url.headers()), "another body");
    assertRefused(put(url.url(), changed, checksum(changed)), "another checksum");
    assertRefused(put(url.url(), part, Map.of()), "no checksum");
    String elsewhere = signed.replace(path.file().toBase64Url(), other.file().toBase64Url());
    assertRefused(put(URI.create(elsewhere), part, url.headers()), "another key");
    String later = signed.replace("partNumber=1", "partNumber=2");
    assertRefused(put(URI.create(later), part, url.headers()), "another part");
    String forever = signed.replace("X-Amz-Expires=3600", "X-Amz-Expires=86400");
    assertRefused(put(URI.create(forever), part, url.headers()), "another expiry");
    String expired = signed.replaceAll("X-Amz-Date=\\d{8}", "X-Amz-Date=20200101");
    assertRefused(put(URI.create(expired), part, url.headers()), "an expired URL");
    String unsigned = signed.replaceAll("\\?.*", "");
    assertRefused(put(URI.create(unsigned), part, url.headers()), "no signature");
    Refusals.assertRefused(409, "file_not_ready", () -> api.complete(anna.token(), path));

    assertEquals(200, put(url.url(), part, url.headers()));
    api.complete(anna.token(), path);
    api.complete(anna.token(), path);
    api.cancel(anna.token(), path);
    assertEquals(List.of(), stored(path.file().toBase64Url()));
  }

  private void assertRefused(int status, String what) {
    assertTrue(status >= 400 && status < 500, what + ": " + status);
  }

  private int put(URI url, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).PUT(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return Target.client()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static Map<String, String> checksum(byte[] body) {
    String base64 = Base64.getEncoder().encodeToString(digest(body).toArray());
    return Map.of("x-amz-checksum-sha256", base64);
  }

  private static ByteString digest(byte[] bytes) {
    try {
      return ByteString.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one part of a file of so many bytes. */
  private byte[] part(int size) {
    return content((int) FileLayout.of(size).objectSize());
  }

  private byte[] content(int size) {
    byte[] content = new byte[size];
    bytes.nextBytes(content);
    return content;
  }

  private FileApi.Path newPath() {
    return FileApi.Path.of(chat, ByteString.of(content(16)), ByteString.of(content(16)));
  }

  private FileApi.Path path(LogItem.Message message) {
    FileReference file = ((Body.Files) message.body()).files().getFirst();
    return FileApi.Path.of(chat, message.clientId(), ((FileReference.Stored) file).secret().id());
  }

  private LogItem.Message newest(Person person) {
    return (LogItem.Message) person.client().history(chat, 10).getLast();
  }

  private byte[] fetched(Person person, LogItem.Message message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FileReference file = ((Body.Files) message.body()).files().getFirst();
    person.client().files().fetch(chat, message, file, out);
    return out.toByteArray();
  }

  private long used(Person person) {
    return stack.target().http().get("user/storage", person.token()).json().number("used");
  }

  /** What the stack keeps of files whose path or content has this in it. */
  private List<Path> stored(String name) throws IOException {
    try (Stream<Path> all = Files.walk(stack.data().resolve("s3"))) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().contains("/files/") && file.toString().contains(name))
          .toList();
    }
  }
}
