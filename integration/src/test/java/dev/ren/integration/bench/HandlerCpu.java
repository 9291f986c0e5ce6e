package dev.ren.integration.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.ChatId;
import dev.ren.integration.Jsons;
import dev.ren.integration.Person;
import dev.ren.integration.RawSocket;
import dev.ren.integration.Store;
import dev.ren.local.lambda.LambdaContext;
import dev.ren.message.SocketMessageHandler;
import dev.ren.platform.Environment;
import dev.ren.platform.Platform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The processor time of the handler that sends a message: of its own thread, from the event's bytes
 * to the answer's. What database and gateway do runs in other threads and processes and is not in
 * it; neither is the push to the other side's socket, which has a thread of its own.
 *
 * @param whole milliseconds a message, the SDK's work for the three calls to DynamoDB included
 * @param storeFaked the same, but DynamoDB's answers are there at once
 */
record HandlerCpu(double whole, double storeFaked) {
  private static final String FUNCTION = "SocketMessageFunction";
  private static final int WARM_UP = 3_000;
  private static final int MEASURED = 1_000;
  private static final double NANOS_PER_MILLI = 1e6;

  /** Measures once the JVM has compiled what is run. */
  static HandlerCpu measure() throws Exception {
    try (MeteredStack stack = MeteredStack.start();
        Store store = stack.stack().store()) {
      Person anna = Person.register(stack.target(), "anna");
      Person boris = Person.register(stack.target(), "boris");
      ChatId chat = anna.talksWith(boris);
      ObjectNode sealed = stack.sealed(anna, chat, 100);
      try (RawSocket annas = stack.open(anna);
          RawSocket borises = stack.open(boris)) {
        MeteredStack.send(sealed, annas, borises);
        Environment environment = new Environment(stack.stack().variables(FUNCTION));
        Platform faked =
            new Platform(
                environment,
                Clock.systemUTC(),
                new SecureRandom(),
                ReplayedDynamoDb.of(store.client()),
                secret -> List.of());
        Sending sending = new Sending((ObjectNode) stack.meter().event(FUNCTION), sealed);
        double whole = sending.millis(new SocketMessageHandler(environment), true);
        return new HandlerCpu(whole, sending.millis(new SocketMessageHandler(faked), false));
      }
    }
  }

  /** One event after the other, each with another message. */
  private record Sending(ObjectNode event, ObjectNode message) {
    /**
     * @param grows whether the log does; one that is replayed ends with the same entry for ever
     */
    double millis(SocketMessageHandler handler, boolean grows) throws Exception {
      run(handler, grows, WARM_UP);
      return run(handler, grows, MEASURED) / NANOS_PER_MILLI / MEASURED;
    }

    /** Answers the handler's nanoseconds; what the loop itself does is not in them. */
    private long run(SocketMessageHandler handler, boolean grows, int messages) throws Exception {
      Context context = new LambdaContext(FUNCTION, "bench", Duration.ofHours(1), line -> true);
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long nanos = 0;
      for (int i = 0; i < messages; i++) {
        MeteredStack.renew(message);
        event.put("body", message.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
        long before = threads.getCurrentThreadCpuTime();
        handler.handleRequest(new ByteArrayInputStream(bytes), out, context);
        nanos += threads.getCurrentThreadCpuTime() - before;
        JsonNode answer = Jsons.parse(out.toString(StandardCharsets.UTF_8));
        long id = Jsons.parse(answer.required("body").asText()).required("id").asLong();
        if (grows) {
          message.put("after", id);
        }
      }
      return nanos;
    }
  }
}
