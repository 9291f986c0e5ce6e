package dev.ren.integration;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.ren.client.WatchListener;
import dev.ren.client.api.SocketEvent;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.LogItem;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a watch reported, to be taken in order. */
final class Inbox implements WatchListener {
  /** Longer than any answer takes; reaching it is a failure. */
  static final int PATIENCE_SECONDS = 300;

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final BlockingQueue<SocketEvent> events = new LinkedBlockingQueue<>();

  private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();

  @Override
  public void item(ChatId chat, LogItem item) {
    texts.addAll(Texts.of(List.of(item)));
  }

  @Override
  public void event(SocketEvent event) {
    events.add(event);
  }

  @Override
  public void failed(ChatId chat, RuntimeException reason) {
    failures.add(reason);
  }

  /** The next text. */
  String next() throws InterruptedException {
    String text = texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(text, () -> "no message came; the watch reported " + failures);
    return text;
  }

  /** The next event of a kind; others before it are passed over. */
  <E extends SocketEvent> E event(Class<E> kind) throws InterruptedException {
    while (true) {
      SocketEvent event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertNotNull(event, "no " + kind.getSimpleName() + " came");
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
  }
}
