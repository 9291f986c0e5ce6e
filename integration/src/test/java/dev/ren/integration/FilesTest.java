package dev.ren.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.client.api.FileApi;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.FileLayout;
import dev.ren.client.protocol.LogItem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files of messages over a running stack and its S3: issue 3's proof of what is refused. */
@ExtendWith(Stacks.class)
final class FilesTest {
  private static final int LARGE = 9_000_000;

  private final OwnStack stack;
  private final FileTalk talk;
  private final Person anna;
  private final Person boris;
  private final FileApi api;

  @TempDir Path folder;

  FilesTest(OwnStack stack) {
    this.stack = stack;
    this.talk = new FileTalk(stack.target());
    this.anna = talk.anna;
    this.boris = talk.boris;
    this.api = talk.api;
  }

  @Test
  void a_file_arrives_as_it_was_and_nothing_of_it_lies_readable_in_the_data() throws Exception {
    String name = "a most secret name " + Person.unique() + ".bin";
    byte[] content = talk.content(LARGE);

    talk.send(Files.write(folder.resolve(name), content));

    assertArrayEquals(content, talk.newest(boris).bytes());
    List<String> secrets = new ArrayList<>(Secrets.spellings(name.getBytes(UTF_8)));
    for (int at : new int[] {0, 5_000_000, FileLayout.CHUNK - 16, LARGE - 32}) {
      secrets.addAll(Secrets.spellings(Arrays.copyOfRange(content, at, at + 32)));
    }
    assertEquals(List.of(), Secrets.find(stack.data(), secrets));
    String stored = talk.newest(boris).path().file().toBase64Url();
    assertFalse(stored(stored).isEmpty(), "the search looks where the object is");
    List<String> login = List.of(anna.login().value());
    assertFalse(Secrets.find(stack.data(), login).isEmpty(), "the search finds what is there");
  }

  @Test
  void what_a_sender_takes_back_is_gone_for_all() throws Exception {
    Path file = Files.write(folder.resolve("gone.bin"), talk.content(100_000));
    try (RawSocket socket = RawSocket.connect(stack.target(), boris.token())) {
      talk.send(file);
      LogItem.Message message = talk.newest(anna).message();
      FileApi.Path path = talk.newest(anna).path();
      assertTrue(used(anna) > 100_000);

      Refusals.assertRefused(403, "forbidden", () -> boris.client().remove(talk.chat, message));
      anna.client().remove(talk.chat, message);

      assertEquals(message.id(), socket.hear("message_removed").get("id").asLong());
      Refusals.assertRefused(404, "not_found", () -> api.find(boris.token(), path));
      assertEquals(List.of(), stored(path.file().toBase64Url()));
      assertEquals(0, used(anna));
      List<LogItem> log = boris.freshDevice().history(talk.chat, 10);
      assertTrue(log.getLast() instanceof LogItem.Removed, log.toString());
    }
  }

  /** Opens an upload of Anna's; to open one again changes nothing. */
  private void open(FileApi.Path path) {
    Busy.again(() -> api.open(anna.token(), path, FileLayout.of(10)));
  }

  @Test
  void a_stranger_and_who_comes_before_the_message_get_nothing() throws Exception {
    Person eve = Person.register(stack.target(), "eve");
    FileApi.Path path = talk.newPath();
    open(path);

    Refusals.assertRefused(404, "chat_not_found", () -> api.find(eve.token(), path));
    Refusals.assertRefused(
        404, "chat_not_found", () -> api.open(eve.token(), talk.newPath(), FileLayout.of(10)));
    Refusals.assertRefused(404, "not_found", () -> api.find(boris.token(), path));
    Refusals.assertRefused(409, "conflict", () -> api.open(boris.token(), path, FileLayout.of(10)));
    Refusals.assertRefused(409, "file_not_ready", () -> api.complete(boris.token(), path));
    Refusals.assertRefused(
        409,
        "file_not_ready",
        () -> api.urls(boris.token(), path, 0, List.of(FileTalk.digest(talk.part(10)))));
  }

  @Test
  void s3_takes_exactly_the_part_that_was_announced_where_and_while_it_was() throws Exception {
    FileApi.Path path = talk.newPath();
    FileApi.Path other = talk.newPath();
    open(path);
    open(other);
    byte[] part = talk.part(10);
    FileApi.PartUrl url =
        api.urls(anna.token(), path, 0, List.of(FileTalk.digest(part))).getFirst();
    String signed = url.url().toString();
    byte[] longer = Arrays.copyOf(part, part.length + 1);
    byte[] changed = part.clone();
    changed[3] ^= 1;
    String checksum = url.headers().get("x-amz-checksum-sha256");
    assertEquals(FileTalk.digest(part), ByteString.of(Base64.getDecoder().decode(checksum)));

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
    String base64 = Base64.getEncoder().encodeToString(FileTalk.digest(body).toArray());
    return Map.of("x-amz-checksum-sha256", base64);
  }

  private long used(Person person) {
    return stack.target().http().get("user/storage", person.token()).json().number("used");
  }

  /** What the stack keeps of files whose path has this in it. */
  private List<String> stored(String name) throws IOException {
    return LiveFolder.files(stack.data().resolve("s3")).stream()
        .map(Path::toString)
        .filter(path -> path.contains("/files/") && path.contains(name))
        .toList();
  }
}
