package dev.ren.client.api;

/** Whether a call that may be repeated at will, since it only reads, is made once more. */
@FunctionalInterface
public interface Retry {
  /** Every refusal is the caller's. */
  Retry NEVER = (refused, failures) -> false;

  /**
   * Waits, if there is to be another try.
   *
   * @param failures how many tries failed, 1 or more
   */
  boolean again(ApiException refused, int failures);
}
