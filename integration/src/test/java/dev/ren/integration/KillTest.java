package dev.ren.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.client.ClientEnvironment;
import dev.ren.client.ClientStore;
import dev.ren.client.RenClient;
import dev.ren.client.RenClients;
import dev.ren.client.Watch;
import dev.ren.client.api.ApiException;
import dev.ren.client.api.ChatApi;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.LogItem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The whole stack is killed in the middle of a burst; nothing acknowledged is lost or doubled. */
@ResourceLock("a stack more")
final class KillTest {
  private static final int EACH = 12;
  private static final int BEFORE_THE_KILL = 8;
  private static final long LONGEST_PAUSE_MILLIS = 300;

  private final Path folder = OwnStack.temporaryFolder();

  @AfterEach
  void delete() {
    OwnStack.delete(folder);
  }

  @Test
  void every_acknowledged_message_is_there_once_and_in_order_after_a_kill() throws Exception {
    int port = StackProcess.freePort();
    StackProcess first = StackProcess.start(port, folder);
    Target target = first.target();
    Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    CountDownLatch enough = new CountDownLatch(BEFORE_THE_KILL);
    Person anna;
    Person boris;
    try {
      anna = Person.register(target, "anna");
      boris = Person.register(target, "boris");
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
    ChatId chat = anna.client().chatWith(boris.login()).orElseThrow();
    Map<String, RenClient> senders =
        Map.of("laptop", device(anna), "phone", device(anna), "boris", device(boris));
    Inbox inbox = new Inbox();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Watch watch = device(boris).watch(inbox)) {
      watch.awaitConnected();
      List<Future<?>> bursts = new ArrayList<>();
      senders.forEach(
          (name, client) ->
              bursts.add(threads.submit(() -> burst(name, client, chat, acknowledged, enough))));
      assertTrue(enough.await(300, TimeUnit.SECONDS), "no burst");
      first.kill();
      try (StackProcess second = StackProcess.start(port, folder)) {
        for (Future<?> burst : bursts) {
          burst.get(5, TimeUnit.MINUTES);
        }
        List<LogItem> log = boris.freshDevice(second.target()).history(chat, 1_000);
        assertHolds(log, acknowledged);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < senders.size() * EACH; i++) {
          seen.add(inbox.next());
        }
        assertEquals(Texts.of(log), seen, "the watch reported each once and in order");
      }
    }
  }

  private static void assertHolds(List<LogItem> log, Map<String, Long> acknowledged) {
    assertEquals(
        LongStream.range(0, log.size()).boxed().toList(),
        log.stream().map(LogItem::id).toList(),
        "the numbers are dense");
    assertEquals(List.of(), Texts.refusals(log));
    List<String> texts = Texts.of(log);
    for (String name : List.of("laptop", "phone", "boris")) {
      assertEquals(
          LongStream.range(0, EACH).mapToObj(i -> name + " " + i).toList(),
          texts.stream().filter(text -> text.startsWith(name)).toList(),
          "each once, in the order in which it was sent");
    }
    acknowledged.forEach(
        (text, id) -> assertEquals(List.of(text), Texts.of(List.of(log.get(id.intValue())))));
  }

  /** Sends one after the other; what fails waits in the outbox until the stack is there again. */
  private static void burst(
      String name,
      RenClient client,
      ChatId chat,
      Map<String, Long> acknowledged,
      CountDownLatch enough) {
    for (int i = 0; i < EACH; i++) {
      String text = name + " " + i;
      acknowledged.put(text, deliver(client, chat, text).id());
      enough.countDown();
    }
  }

  private static ChatApi.MessageSent deliver(RenClient client, ChatId chat, String text) {
    boolean inOutbox = false;
    while (true) {
      try {
        return inOutbox ? client.flush().getFirst() : client.send(chat, text);
      } catch (ApiException e) {
        if (!e.isTransient()) {
          throw e;
        }
        inOutbox = client.unsent() > 0;
      }
    }
  }

  /** A device that waits less long between its tries than a person's. */
  private static RenClient device(Person person) {
    ClientEnvironment usual = person.target().environment();
    ClientEnvironment hasty =
        new ClientEnvironment(
            usual.http(),
            usual.random(),
            usual.clock(),
            wanted -> Thread.sleep(Math.min(wanted.toMillis(), LONGEST_PAUSE_MILLIS)),
            usual.device());
    return new RenClients(hasty).login(ClientStore.inMemory(), person.login(), person.password());
  }
}
