package dev.ren.local.lambda;

/** How an invocation of a function ended. */
public sealed interface Invocation {

  /** The function returned: {@code payload} is what it wrote, JSON if it is well-behaved. */
  record Returned(byte[] payload) implements Invocation {}

  /**
   * The function threw. Its message matters to API Gateway in one case: an authorizer that throws
   * {@code Unauthorized} makes a 401.
   */
  record Threw(Throwable cause) implements Invocation {}

  /** The function's own {@code Timeout} passed. */
  record TimedOut() implements Invocation {}
}
