package dev.ren.integration;

import dev.ren.client.api.ApiException;
import java.util.function.Supplier;

/** What a test does of a server that is busy, as it may be while all tests run. */
final class Busy {
  private static final int MOST_TRIES = 5;

  private Busy() {}

  /** Does {@code work} again, at most five times in all, while the server says to try again. */
  static <T> T again(Supplier<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return work.get();
      } catch (ApiException e) {
        if (!e.isTransient() || tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }
}
