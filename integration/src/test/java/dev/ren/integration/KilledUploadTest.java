package dev.ren.integration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.client.ClientEnvironment;
import dev.ren.client.ClientStore;
import dev.ren.client.FileStore;
import dev.ren.client.RenClient;
import dev.ren.client.RenClients;
import dev.ren.client.api.ApiException;
import dev.ren.client.api.Http;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.FileLayout;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Stack and client die in the middle of an upload. The next client of the same profile finishes it;
 * no part that S3 had acknowledged is sent a second time (issue 3, proof 2).
 */
@ResourceLock("a stack more")
final class KilledUploadTest {
  /** One batch of URLs is four parts: the stack dies in the second one. */
  private static final int PARTS = 7;

  private static final int BEFORE_THE_KILL = 5;
  private static final Pattern PART = Pattern.compile("(?:^|&)partNumber=([0-9]+)");

  private final Path data = OwnStack.temporaryFolder();
  private final List<Integer> puts = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void delete() {
    OwnStack.delete(data);
  }

  @Test
  void what_s3_has_is_not_sent_again_after_a_kill_and_the_reader_gets_every_byte()
      throws Exception {
    byte[] content = new byte[(PARTS - 1) * FileLayout.CHUNK + 12_345];
    new Random(3).nextBytes(content);
    Path film = Files.write(folder.resolve("film.mp4"), content);
    ClientStore profile = new FileStore(folder.resolve("profile"));
    int port = StackProcess.freePort();
    Person anna;
    Person boris;
    ChatId chat;
    try (StackProcess first = StackProcess.start(port, data)) {
      anna = Person.register(first.target(), "anna");
      boris = Person.register(first.target(), "boris");
      chat = anna.client().chatWith(boris.login()).orElseThrow();
      ClientEnvironment mortal =
          environment(
              first.target(),
              response -> {
                if (isPut(response) && puts.size() == BEFORE_THE_KILL) {
                  first.kill();
                }
              });
      RenClient doomed = new RenClients(mortal).login(profile, anna.login(), anna.password());
      assertThrows(ApiException.class, () -> send(doomed, chat, film));
      assertTrue(Thread.interrupted(), "it died in the pause before another try");
    }
    assertEquals(BEFORE_THE_KILL, puts.size());

    try (StackProcess second = StackProcess.start(port, data)) {
      ClientEnvironment next = environment(second.target(), this::isPut);
      send(new RenClients(next).resume(profile), chat, film);

      assertEquals(IntStream.rangeClosed(1, PARTS).boxed().toList(), puts);
      assertArrayEquals(content, FileTalk.newest(boris.freshDevice(second.target()), chat).bytes());
    }
  }

  /** Remembers the parts that S3 acknowledged. */
  private boolean isPut(HttpResponse<?> response) {
    Matcher part = PART.matcher(String.valueOf(response.uri().getQuery()));
    boolean acknowledged =
        response.request().method().equals("PUT") && response.statusCode() == 200 && part.find();
    if (acknowledged) {
      puts.add(Integer.valueOf(part.group(1)));
    }
    return acknowledged;
  }

  /** A client that gives up at the first pause that it would make: it dies with the stack. */
  private static ClientEnvironment environment(Target target, Consumer<HttpResponse<?>> watcher) {
    ClientEnvironment usual = target.environment();
    return new ClientEnvironment(
        new Http(target.url(), new WatchedHttp(watcher)),
        usual.random(),
        usual.clock(),
        wanted -> {
          throw new InterruptedException("killed");
        },
        usual.device());
  }

  private static void send(RenClient client, ChatId chat, Path file) throws IOException {
    client.files().send(chat, List.of(file), Optional.empty());
  }
}
