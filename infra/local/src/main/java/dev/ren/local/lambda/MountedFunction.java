package dev.ren.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ren.local.template.StackModel;
import dev.ren.platform.Environment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * One handler instance, called as Lambda calls it: bytes in, bytes out. Lambda gives an instance
 * one event at a time and makes more instances; here one instance takes all events at once, which
 * asks more of the handler, never less.
 */
public final class MountedFunction implements Invocable {
  private final String name;
  private final RequestStreamHandler handler;
  private final Duration timeout;
  private final Permissions permissions;
  private final Predicate<String> metrics;

  private MountedFunction(
      String name,
      RequestStreamHandler handler,
      Duration timeout,
      Permissions permissions,
      Predicate<String> metrics) {
    this.name = name;
    this.handler = handler;
    this.timeout = timeout;
    this.permissions = permissions;
    this.metrics = metrics;
  }

  /**
   * Makes the handler of a function.
   *
   * @param variables the function's environment
   * @param metrics gets each line of the function's output first; what it does not take is logged
   * @throws MountException if there is no such handler, or its constructor throws
   */
  public static MountedFunction mount(
      StackModel.Function function, Map<String, String> variables, Predicate<String> metrics) {
    try {
      RequestStreamHandler handler =
          Class.forName(function.handlerClass())
              .asSubclass(RequestStreamHandler.class)
              .getConstructor(Environment.class)
              .newInstance(new Environment(variables));
      return new MountedFunction(
          function.logicalId(),
          handler,
          function.timeout(),
          new Permissions(function.logicalId(), function.permissions()),
          metrics);
    } catch (InvocationTargetException e) {
      throw new MountException(function, "its constructor throws", e.getTargetException());
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new MountException(
          function,
          "it must be a public RequestStreamHandler with a public constructor that takes an"
              + " Environment",
          e);
    }
  }

  @Override
  public Invocation invoke(String requestId, byte[] event) {
    CompletableFuture<byte[]> result = new CompletableFuture<>();
    Thread thread = Thread.ofVirtual().name(name).start(() -> run(requestId, event, result));
    try {
      return new Invocation.Returned(result.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return new Invocation.Threw(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      thread.interrupt();
      return new Invocation.TimedOut();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return new Invocation.TimedOut();
    }
  }

  /** Lambda too reports whatever is thrown, errors included, as the end of this invocation. */
  private void run(String requestId, byte[] event, CompletableFuture<byte[]> result) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    permissions.bind();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(event),
          out,
          new LambdaContext(name, requestId, timeout, metrics));
      result.complete(out.toByteArray());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }
}
