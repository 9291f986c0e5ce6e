package dev.ren.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.chat.DyingClient;
import dev.ren.chat.LogEntry;
import dev.ren.chat.Rosters;
import dev.ren.chat.SealedMessage;
import dev.ren.chat.TestStores;
import dev.ren.file.TestFiles;
import dev.ren.platform.Bytes64;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.realtime.RecordingNotifier;
import dev.ren.testkit.DynamoDbLocal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Exactly what was acknowledged is there, once, in dense numbers: with many writers and kills. */
final class ConcurrentSendTest {
  @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

  private static final long NOW = 1_795_123_456_789L;
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
  private static final int WRITERS = 12;
  private static final int EACH = 12;

  private final TestStores stores = TestStores.on(dynamoDb, dynamoDb.client());
  private final RecordingNotifier notifier = new RecordingNotifier();
  private final SendMessage sendMessage = onClient(dynamoDb.client());
  private final ChatId.Direct chat = stores.directChat();

  private SendMessage onClient(DynamoDbClient client) {
    TestStores some = TestStores.on(dynamoDb, client);
    return new SendMessage(
        some.heads(),
        some.presences(),
        new AppendMessage(
            some.log(),
            new TestFiles(dynamoDb, client, some).attachFiles(),
            CLOCK,
            Integer.MAX_VALUE),
        new Rosters(some.log()),
        notifier,
        CLOCK);
  }

  @Test
  void many_writers_lose_nothing_and_double_nothing() throws Exception {
    Map<String, Long> acknowledged = new HashMap<>();
    for (Map<String, Long> some : inParallel(writer -> send(writer, 0))) {
      acknowledged.putAll(some);
    }

    assertEquals(WRITERS * EACH, acknowledged.size());
    assertEquals(acknowledged, assertDense());
  }

  @Test
  void every_message_sent_twice_at_the_same_moment_is_there_once() throws Exception {
    List<Map<String, Long>> results = inParallel(writer -> send(writer / 2, 0));

    Map<String, Long> stored = assertDense();
    assertEquals(WRITERS / 2 * EACH, stored.size());
    for (Map<String, Long> acknowledged : results) {
      acknowledged.forEach((clientId, number) -> assertEquals(stored.get(clientId), number));
    }
  }

  @Test
  void no_message_of_the_old_epoch_stands_behind_the_new_one() throws Exception {
    List<Map<String, Long>> results =
        inParallel(
            writer -> {
              if (writer == 0) {
                renew();
                return Map.of();
              }
              return send(writer, 0);
            });

    Map<String, Long> stored = assertDense();
    long epochEntry = stores.log().epochs(chat, 1, 1).entries().getFirst().number();
    for (LogEntry entry : all()) {
      assertEquals(entry.number() >= epochEntry ? 1 : 0, entry.epoch(), "at " + entry.number());
    }
    Map<String, Long> acknowledged = new HashMap<>();
    results.forEach(acknowledged::putAll);
    assertEquals(acknowledged, stored);
  }

  /** Walks as a renewal does, in the middle of the others' messages. */
  private void renew() {
    for (long number = 1; ; number++) {
      if (number > WRITERS && stores.log().append(TestStores.epoch(chat, number, 1)).isEmpty()) {
        stores.heads().advance(TestStores.epoch(chat, number, 1));
        return;
      }
      while (number <= WRITERS && stores.log().find(chat, number).isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void killed_after_any_call_a_repeat_is_acknowledged_once(int calls) {
    OutgoingMessage message = message(chat.lower(), "killed");
    SendMessage dying = onClient(DyingClient.after(dynamoDb.client(), calls));
    Sender sender = new Sender(chat.lower(), Optional.empty());
    assertThrows(DyingClient.Killed.class, () -> dying.send(sender, message));
    sendMessage.send(
        new Sender(chat.higher(), Optional.empty()), message(chat.higher(), "in between"));

    LogEntry.Message repeat = sendMessage.send(sender, message);

    Map<String, Long> stored = assertDense();
    assertEquals(2, stored.size());
    assertEquals(stored.get(Bytes64.encode(TestStores.clientId("killed"))), repeat.number());
    assertEquals(2, stores.heads().find(chat).orElseThrow().number());
  }

  /** What one writer got acknowledged: client ids and numbers. */
  private Map<String, Long> send(int writer, long after) {
    UserId user = writer % 2 == 0 ? chat.lower() : chat.higher();
    Map<String, Long> acknowledged = new HashMap<>();
    for (int i = 0; i < EACH; i++) {
      SealedMessage sealed = TestStores.message(user, writer + "/" + i, 0, 272);
      Optional<LogEntry.Message> sent =
          sendUntilAnswered(user, new OutgoingMessage(chat, after, sealed));
      sent.ifPresent(
          message -> acknowledged.put(Bytes64.encode(sealed.clientId()), message.number()));
    }
    return acknowledged;
  }

  /** As a client: the same bytes again while the server is busy; given up when they are stale. */
  private Optional<LogEntry.Message> sendUntilAnswered(UserId user, OutgoingMessage message) {
    while (true) {
      try {
        return Optional.of(sendMessage.send(new Sender(user, Optional.empty()), message));
      } catch (Problem problem) {
        if (problem.code() == ErrorCode.STALE_EPOCH) {
          return Optional.empty();
        }
        assertEquals(ErrorCode.UNAVAILABLE, problem.code());
      }
    }
  }

  private OutgoingMessage message(UserId sender, String clientId) {
    return new OutgoingMessage(chat, 0, TestStores.message(sender, clientId, 0, 272));
  }

  /** One writer's work. */
  private interface Writer {
    Map<String, Long> write(int writer);
  }

  private static List<Map<String, Long>> inParallel(Writer work)
      throws InterruptedException, ExecutionException {
    List<Callable<Map<String, Long>>> tasks =
        IntStream.range(0, WRITERS)
            .<Callable<Map<String, Long>>>mapToObj(writer -> () -> work.write(writer))
            .toList();
    List<Map<String, Long>> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      for (Future<Map<String, Long>> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
    }
    return results;
  }

  private List<LogEntry> all() {
    return stores.log().after(chat, -1, 1000).entries();
  }

  /** Checks the numbers and answers client ids with theirs. */
  private Map<String, Long> assertDense() {
    Map<String, Long> stored = new HashMap<>();
    Set<String> seen = new HashSet<>();
    long expected = 0;
    for (LogEntry entry : all()) {
      assertEquals(expected++, entry.number());
      if (entry instanceof LogEntry.Message message) {
        String clientId = Bytes64.encode(message.sealed().clientId());
        assertTrue(seen.add(clientId), "twice: " + clientId);
        stored.put(clientId, entry.number());
      }
    }
    return stored;
  }
}
