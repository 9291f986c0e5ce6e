package dev.ren.client;

import dev.ren.client.protocol.RandomSource;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * How long to wait before a try: full jitter below a ceiling that doubles from half a second to
 * half a minute, so that clients that lost a server together do not come back together.
 */
final class Backoff {
  private static final long FIRST = 500;
  private static final long LAST = 30_000;

  private final RandomSource random;

  Backoff(RandomSource random) {
    this.random = random;
  }

  /**
   * @param failures how many tries failed, 1 or more
   */
  Duration after(int failures) {
    long ceiling = Math.min(LAST, FIRST << Math.min(failures - 1, 10));
    return Duration.ofMillis(below(ceiling));
  }

  /** A random number of 0 … limit − 1. */
  long below(long limit) {
    int drawn = ByteBuffer.wrap(random.bytes(4)).getInt() & Integer.MAX_VALUE;
    return drawn % limit;
  }
}
