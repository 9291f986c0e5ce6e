package dev.ren.local.gateway;

import dev.ren.local.lambda.Invocable;
import dev.ren.local.lambda.Invocation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The functions behind the routes, as API Gateway calls them: it waits no longer than its own
 * limit, whatever the function's {@code Timeout} is.
 */
final class Integrations {
  private static final Logger LOGGER = System.getLogger("dev.ren.local.gateway");

  private final Map<String, Invocable> functions;
  private final Duration limit;

  /** What came of a call. */
  sealed interface Outcome {
    record Returned(byte[] payload) implements Outcome {}

    /** Thrown, or over the function's own {@code Timeout}: to the gateway the same. */
    record Failed(String message) implements Outcome {}

    /** Over the gateway's limit; the function may go on. */
    record GaveUp() implements Outcome {}
  }

  /**
   * @param functions by logical id
   * @param limit 29 s on AWS
   */
  Integrations(Map<String, Invocable> functions, Duration limit) {
    this.functions = Map.copyOf(functions);
    this.limit = limit;
  }

  /**
   * Says at the start what would otherwise be a fault at the first request.
   *
   * @throws IllegalArgumentException if no such function is mounted
   */
  void require(String functionId) {
    if (!functions.containsKey(functionId)) {
      throw new IllegalArgumentException("a route leads to " + functionId + ", no such function");
    }
  }

  Outcome invoke(String functionId, String requestId, byte[] event) {
    Invocable function = functions.get(functionId);
    if (function == null) {
      throw new IllegalStateException("no function " + functionId);
    }
    CompletableFuture<Invocation> call = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual().name(functionId).start(() -> complete(call, function, requestId, event));
    try {
      return outcome(functionId, requestId, call.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return new Outcome.GaveUp();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return outcome(functionId, requestId, new Invocation.Threw(cause == null ? e : cause));
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return new Outcome.GaveUp();
    }
  }

  private static void complete(
      CompletableFuture<Invocation> call, Invocable function, String requestId, byte[] event) {
    try {
      call.complete(function.invoke(requestId, event));
    } catch (RuntimeException e) {
      call.completeExceptionally(e);
    }
  }

  /** A failure is logged here, as Lambda writes it to the function's log. */
  private static Outcome outcome(String functionId, String requestId, Invocation invocation) {
    return switch (invocation) {
      case Invocation.Returned(byte[] payload) -> new Outcome.Returned(payload);
      case Invocation.TimedOut() -> {
        LOGGER.log(Level.ERROR, "{0} timed out {1}", functionId, requestId);
        yield new Outcome.Failed("Task timed out");
      }
      case Invocation.Threw(Throwable cause) -> {
        LOGGER.log(Level.ERROR, functionId + " failed " + requestId, cause);
        String message = cause.getMessage();
        yield new Outcome.Failed(message == null ? "" : message);
      }
    };
  }
}
