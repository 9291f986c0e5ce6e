package dev.ren.client;

import dev.ren.client.api.ApiException;
import dev.ren.client.api.Retry;
import java.time.Duration;

/**
 * Reads again what a server under load did not get to (502, 503, 504): a few times, after a random
 * pause that grows. A server that is not reached at all is the caller's to know of at once.
 */
final class BusyRetry implements Retry {
  private static final int TRIES = 4;

  /** What a server may ask for at most; longer, and the caller hears of it instead. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Backoff backoff;
  private final Pause pause;

  BusyRetry(Backoff backoff, Pause pause) {
    this.backoff = backoff;
    this.pause = pause;
  }

  @Override
  public boolean again(ApiException refused, int failures) {
    Duration asked = refused.retryAfter().orElse(Duration.ZERO);
    boolean busy = refused.status() >= 502 && refused.status() <= 504;
    if (!busy || failures >= TRIES || asked.compareTo(PATIENCE) > 0) {
      return false;
    }
    try {
      pause.await(asked.plus(backoff.after(failures)));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
