package dev.ren.local.lambda;

/** A mounted function. */
@FunctionalInterface
public interface Invocable {

  /**
   * Invokes the function and waits for it, at most for its {@code Timeout}.
   *
   * @param requestId the request id that the function finds in its {@code Context}
   * @param event the JSON event
   */
  Invocation invoke(String requestId, byte[] event);
}
