package dev.ren.integration.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ren.integration.Jsons;
import dev.ren.local.lambda.Invocable;
import dev.ren.local.lambda.Invocation;
import dev.ren.local.template.StackModel;
import dev.ren.testkit.CallMeter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Stands between a stack's gateway and its functions, and tells what an action takes. */
final class Meter {
  private static final int SOCKET_UNIT = 32 * 1024;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MEGABYTE_MILLIS = 1024 * 1000.0;

  /** Priced as PUT, by S3's price list; other calls are priced as GET. */
  private static final Set<String> AS_PUT =
      Set.of("CreateMultipartUpload", "CompleteMultipartUpload", "ListParts", "PutObjectTagging");

  private static final Set<String> AS_GET = Set.of("HeadObject", "GetObject");

  private final Memory memory;
  private final Set<String> replying;
  private final CallMeter calls = new CallMeter();
  private final Map<Quantity, Double> amounts = new EnumMap<>(Quantity.class);
  private final Map<String, JsonNode> events = new HashMap<>();
  private int running;

  Meter(Memory memory, StackModel model) {
    this.memory = memory;
    this.replying =
        model.socket().stream()
            .flatMap(socket -> socket.routes().values().stream())
            .filter(StackModel.SocketRoute.ToFunction.class::isInstance)
            .map(StackModel.SocketRoute.ToFunction.class::cast)
            .filter(StackModel.SocketRoute.ToFunction::replies)
            .map(StackModel.SocketRoute.ToFunction::functionId)
            .collect(Collectors.toSet());
  }

  /** How many messages API Gateway bills for one of so many bytes. */
  static int units(int bytes) {
    return Math.max(1, Math.ceilDiv(bytes, SOCKET_UNIT));
  }

  /** A function whose invocations are measured. */
  Invocable around(String function, Invocable inner) {
    return (requestId, event) -> {
      began();
      long start = System.nanoTime();
      Invocation end = new Invocation.TimedOut();
      AwsMeter.bind(this);
      try {
        end = inner.invoke(requestId, event);
        return end;
      } finally {
        AwsMeter.bind(null);
        ended(function, event, end, System.nanoTime() - start);
      }
    };
  }

  /** The newest event of a function. */
  synchronized JsonNode event(String function) {
    JsonNode event = events.get(function);
    if (event == null) {
      throw new IllegalStateException(function + " was not invoked");
    }
    return event;
  }

  /**
   * What an action takes, with everything that it sets off.
   *
   * @param action must return after the last invocation that it causes has begun
   */
  Taken measure(Action action) throws Exception {
    awaitQuiet();
    synchronized (this) {
      amounts.clear();
      calls.reset();
    }
    action.run();
    awaitQuiet();
    synchronized (this) {
      add(Quantity.AWS_CALLS, calls.calls().size());
      add(Quantity.READ_UNITS, calls.readUnits());
      add(Quantity.WRITE_UNITS, calls.writeUnits());
      add(Quantity.OBJECT_PUTS, among(AS_PUT));
      add(Quantity.OBJECT_GETS, among(AS_GET));
      return new Taken(amounts);
    }
  }

  private double among(Set<String> operations) {
    return (double) calls.operations().stream().filter(operations::contains).count();
  }

  /** Where the calls of the functions are counted. */
  CallMeter calls() {
    return calls;
  }

  /** Counts a message that a function pushed to a socket. */
  synchronized void pushed(int bytes) {
    add(Quantity.SOCKET_MESSAGES, units(bytes));
    add(Quantity.BYTES, bytes);
  }

  /** Counts a request that a client made to S3 itself. */
  synchronized void objectRequest(String method) {
    add(method.equals("PUT") ? Quantity.OBJECT_PUTS : Quantity.OBJECT_GETS, 1);
  }

  private synchronized void awaitQuiet() throws InterruptedException {
    while (running > 0) {
      wait();
    }
  }

  private synchronized void began() {
    running++;
  }

  private synchronized void ended(String function, byte[] event, Invocation end, long nanos) {
    running--;
    notifyAll();
    double billed = Math.ceil(nanos / NANOS_PER_MILLI) * memory.megabytes(function);
    add(Quantity.INVOCATIONS, 1);
    add(Quantity.GIGABYTE_SECONDS, billed / MEGABYTE_MILLIS);
    JsonNode asked = Jsons.parse(new String(event, StandardCharsets.UTF_8));
    events.put(function, asked);
    int in = size(asked);
    int out = answer(end);
    String kind = asked.path("requestContext").path("eventType").asText();
    if (kind.equals("MESSAGE")) {
      add(Quantity.SOCKET_MESSAGES, units(in));
      add(Quantity.BYTES, in);
      if (out > 0 && replying.contains(function)) {
        add(Quantity.SOCKET_MESSAGES, units(out));
        add(Quantity.BYTES, out);
      }
    } else if (kind.isEmpty()) {
      add(Quantity.REST_REQUESTS, 1);
      add(Quantity.BYTES, in + out);
    }
  }

  private static int answer(Invocation end) {
    return end instanceof Invocation.Returned(byte[] payload)
        ? size(Jsons.parse(new String(payload, StandardCharsets.UTF_8)))
        : 0;
  }

  private static int size(JsonNode message) {
    return body(message).length;
  }

  /** The body of an event or of an answer. */
  static byte[] body(JsonNode message) {
    String body = message.path("body").asText("");
    return message.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  private void add(Quantity quantity, double amount) {
    amounts.merge(quantity, amount, Double::sum);
  }

  /** Something to measure. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }
}
