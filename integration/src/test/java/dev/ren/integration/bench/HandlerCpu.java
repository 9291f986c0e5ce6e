package dev.ren.integration.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.ChatId;
import dev.ren.integration.Jsons;
import dev.ren.integration.Person;
import dev.ren.integration.RawSocket;
import dev.ren.local.lambda.LambdaContext;
import dev.ren.message.SocketMessageHandler;
import dev.ren.platform.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The processor time of the handler that sends a message: of its own thread, from the event's bytes
 * to the answer's, the SDK's work for its four calls included. What stores and gateway do runs in
 * other threads and processes and is not in it, so they need not be faked.
 */
final class HandlerCpu {
  private static final String FUNCTION = "SocketMessageFunction";
  private static final int WARM_UP = 3_000;
  private static final int MEASURED = 1_000;
  private static final double NANOS_PER_MILLI = 1e6;

  private final ObjectNode event;
  private final ObjectNode message;
  private final SocketMessageHandler handler;

  private HandlerCpu(ObjectNode event, SocketMessageHandler handler) {
    this.event = event;
    this.message = (ObjectNode) Jsons.parse(event.required("body").asText());
    this.handler = handler;
  }

  /** Milliseconds a message, once the JVM has compiled what is run. */
  static double millisPerMessage() throws Exception {
    try (MeteredStack stack = MeteredStack.start()) {
      Person anna = Person.register(stack.target(), "anna");
      Person boris = Person.register(stack.target(), "boris");
      ChatId chat = anna.talksWith(boris);
      ObjectNode sealed = stack.sealed(anna, chat, 100);
      try (RawSocket annas = stack.open(anna);
          RawSocket borises = stack.open(boris)) {
        MeteredStack.send(sealed, annas, borises);
        HandlerCpu cpu =
            new HandlerCpu(
                (ObjectNode) stack.meter().event(FUNCTION),
                new SocketMessageHandler(new Environment(stack.stack().variables(FUNCTION))));
        cpu.run(WARM_UP);
        return cpu.run(MEASURED) / NANOS_PER_MILLI / MEASURED;
      }
    }
  }

  /** Answers the handler's nanoseconds; what the loop itself does is not in them. */
  private long run(int messages) throws Exception {
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
      message.put("after", Jsons.parse(answer.required("body").asText()).required("id").asLong());
    }
    return nanos;
  }
}
