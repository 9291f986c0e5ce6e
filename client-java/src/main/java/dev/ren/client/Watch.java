package dev.ren.client;

import dev.ren.client.api.ApiException;
import dev.ren.client.api.ChatApi;
import dev.ren.client.api.RenSocket;
import dev.ren.client.api.SocketEvent;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.ProtocolException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Follows all chats of an account. The socket is a hint: after every connection, and whenever a
 * number is not the next one, the watch reads from its cursor, so nothing depends on a push.
 */
public final class Watch implements AutoCloseable {
  /** API Gateway ends a connection after 10 minutes without a message. */
  private static final Duration PING = Duration.ofMinutes(4);

  /** API Gateway ends every connection after 2 hours. */
  private static final Duration LIFE = Duration.ofMinutes(100);

  private static final Duration LIFE_JITTER = Duration.ofMinutes(15);
  private static final Duration RENEW_BEFORE = Duration.ofMinutes(2);

  private final ClientEnvironment environment;
  private final Session session;
  private final RenClient client;
  private final Cursors cursors;
  private final WatchListener listener;
  private final Backoff backoff;
  private final CountDownLatch first = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closed;
  private boolean up;

  Watch(
      ClientEnvironment environment,
      Session session,
      RenClient client,
      Cursors cursors,
      WatchListener listener) {
    this.environment = environment;
    this.session = session;
    this.client = client;
    this.cursors = cursors;
    this.listener = listener;
    this.backoff = new Backoff(environment.random());
    this.thread = Thread.ofVirtual().name("watch").unstarted(this::run);
  }

  Watch start() {
    thread.start();
    return this;
  }

  /** Waits until it has been connected once, or is over. */
  public void awaitConnected() throws InterruptedException {
    first.await();
  }

  /** Waits until it is over. */
  public void join() throws InterruptedException {
    thread.join();
  }

  /** Ends the watch and waits for its last report. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    int failures = 0;
    try {
      while (!closed) {
        try {
          follow();
          failures = 0;
        } catch (NotLoggedIn loggedOut) {
          return;
        } catch (ApiException e) {
          if (isOver(e)) {
            return;
          }
          failures++;
        } catch (ProtocolException e) {
          // An answer that breaks the contract, outside of any chat: ask again, more slowly.
          failures++;
        }
        report(false);
        environment.pause().await(backoff.after(Math.max(failures, 1)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      first.countDown();
      listener.ended();
    }
  }

  private void report(boolean connected) {
    if (up != connected) {
      up = connected;
      listener.connected(connected);
    }
  }

  private static boolean isOver(ApiException e) {
    return e.status() == 401 && !e.is("expired");
  }

  /** One connection from its beginning to its end. */
  private void follow() throws InterruptedException {
    BlockingQueue<SocketEvent> events = new LinkedBlockingQueue<>();
    long end = environment.clock().millis() + LIFE.toMillis() - jitter();
    try (RenSocket socket = RenSocket.connect(environment.http(), session.token(), events::add)) {
      socket.register();
      socket.registerStatus();
      client.chats().forEach(this::begin);
      report(true);
      first.countDown();
      while (environment.clock().millis() < end) {
        SocketEvent event = events.poll(PING.toMillis(), TimeUnit.MILLISECONDS);
        renewIfDue(socket);
        if (event == null) {
          socket.ping();
        } else if (event instanceof SocketEvent.Closed
            || event instanceof SocketEvent.SessionEnded
            || (event instanceof SocketEvent.Failed failed && failed.code().equals("expired"))) {
          listener.event(event);
          return;
        } else {
          handle(event);
        }
      }
    }
  }

  private void renewIfDue(RenSocket socket) {
    long left = session.expiresAt() - environment.clock().millis();
    if (left < RENEW_BEFORE.toMillis()) {
      socket.register(session.renew());
    }
  }

  private void handle(SocketEvent event) {
    switch (event) {
      case SocketEvent.NewMessage message ->
          report(message.chat(), () -> client.log(message.chat()).accept(message.entry()));
      case SocketEvent.NewEpoch epoch -> catchUp(epoch.chat());
      default -> listener.event(event);
    }
  }

  private void begin(ChatApi.ChatSummary summary) {
    if (cursors.find(summary.chat()).isEmpty()) {
      cursors.advance(summary.chat(), summary.head());
    } else if (reported(summary.chat()) < summary.head()) {
      catchUp(summary.chat());
    }
  }

  private void catchUp(ChatId chat) {
    report(chat, () -> client.log(chat).sync());
  }

  /** Reads, then reports everything of the chat that was not reported yet. */
  private void report(ChatId chat, Runnable reading) {
    try {
      reading.run();
      for (LogItem item : client.log(chat).after(reported(chat))) {
        listener.item(chat, item);
        cursors.advance(chat, item.id());
      }
    } catch (ProtocolException | ApiException e) {
      listener.failed(chat, e);
    }
  }

  private long reported(ChatId chat) {
    return cursors.find(chat).orElse(-1L);
  }

  private long jitter() {
    return backoff.below(LIFE_JITTER.toMillis());
  }
}
