package dev.ren.integration.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.integration.OwnStack;
import dev.ren.integration.RawSocket;
import dev.ren.integration.StackProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * {@code ./ren bench send}: a plain loop, each sender with one message on its way. The stack, its
 * database and the senders are processes of their own, on the same processors.
 */
final class SendBench {
  private static final int[] OPEN_SOCKETS = {1, 100, 1_000};
  private static final int WARM_UP = 400;
  private static final int MEASURED = 500;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Figures figures = new Figures();

  @Test
  void send() throws Exception {
    HandlerCpu cpu = HandlerCpu.measure();
    double handler = cpu.whole();
    figures.add(
        "handler's CPU for a message, warm, without the push, store faked",
        cpu.storeFaked(),
        "ms",
        1);
    figures.add("handler's CPU for a message, warm, without the push", handler, "ms");
    Path folder = OwnStack.temporaryFolder();
    try (StackProcess stack =
        StackProcess.start(
            StackProcess.freePort(), folder, List.of("--parameter", "RateLimitFactor=100000"))) {
      Crowd crowd = new Crowd(stack.target());
      List<Talk> talks = crowd.talks();
      try {
        for (Talk talk : talks) {
          talk.send(WARM_UP);
        }
        for (int open : OPEN_SOCKETS) {
          crowd.open(open);
          latency(open, talks.getFirst());
          throughput(open, talks, stack, handler);
        }
      } finally {
        talks.forEach(Talk::close);
        crowd.close();
      }
    }
    OwnStack.delete(folder);
    figures.write("send");
  }

  private void latency(int open, Talk talk) throws Exception {
    long[] nanos = talk.send(MEASURED);
    Arrays.sort(nanos);
    String name = sockets(open) + ": delivery, one message at a time, ";
    figures.add(name + "p50", nanos[MEASURED / 2] / NANOS_PER_MILLI, "ms");
    figures.add(name + "p99", nanos[MEASURED * 99 / 100] / NANOS_PER_MILLI, "ms");
  }

  private void throughput(int open, List<Talk> talks, StackProcess stack, double handler)
      throws Exception {
    Duration cpu = stack.cpu();
    Duration databaseCpu = stack.databaseCpu();
    long start = System.nanoTime();
    List<Callable<long[]>> all = new ArrayList<>();
    talks.forEach(talk -> all.add(() -> talk.send(MEASURED)));
    try (ExecutorService threads = Executors.newFixedThreadPool(talks.size())) {
      for (Future<long[]> one : threads.invokeAll(all)) {
        one.get();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double messages = (double) talks.size() * MEASURED;
    String name = sockets(open) + ", " + talks.size() + " senders: ";
    figures.add(name + "messages per second", messages / seconds, "1/s");
    double database = stack.databaseCpu().minus(databaseCpu).toNanos();
    double process = stack.cpu().minus(cpu).toNanos();
    double ours = Math.min(process, handler * NANOS_PER_MILLI * messages);
    double whole = (database + process) / 100;
    figures.add(name + "CPU in our handler", ours / whole, "%");
    figures.add(name + "CPU in the local gateway", (process - ours) / whole, "%");
    figures.add(name + "CPU in DynamoDB Local", database / whole, "%");
  }

  private static String sockets(int open) {
    return open + " open sockets";
  }

  /** Two people with open pages, one of whom writes. */
  record Talk(ObjectNode message, RawSocket from, RawSocket to) implements AutoCloseable {

    /** Sends and awaits so many messages, and answers the nanoseconds until each was there. */
    long[] send(int count) throws InterruptedException {
      long[] nanos = new long[count];
      for (int i = 0; i < count; i++) {
        MeteredStack.renew(message);
        String text = message.toString();
        long start = System.nanoTime();
        from.say(text);
        to.hear("new_message");
        nanos[i] = System.nanoTime() - start;
        message.put("after", from.hear("message_sent").get("id").asLong());
      }
      return nanos;
    }

    @Override
    public void close() {
      from.close();
      to.close();
    }
  }
}
