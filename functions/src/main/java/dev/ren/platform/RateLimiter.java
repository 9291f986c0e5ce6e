package dev.ren.platform;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How often something may be asked for in a fixed window of time. What is counted is hashed: an
 * address or a login does not stand in the table.
 */
public final class RateLimiter {
  private final LimitStore store;
  private final Clock clock;
  private final int factor;

  /**
   * Counts in {@code store}.
   *
   * @param factor multiplies every limit: for an office behind one address, and for tests
   */
  RateLimiter(LimitStore store, Clock clock, int factor) {
    this.store = store;
    this.clock = clock;
    this.factor = factor;
  }

  /** A limit that is counted elsewhere, multiplied as all others are. */
  public int scaled(int max) {
    return Math.multiplyExact(max, factor);
  }

  /**
   * Counts one request.
   *
   * @param what names the limit
   * @param who whom it counts for: an address, a user, or both
   * @throws Problem {@code rate_limited} with the seconds until the window ends
   */
  public void count(String what, String who, int max, Duration window) {
    long now = clock.instant().getEpochSecond();
    long length = window.toSeconds();
    long ends = (now / length + 1) * length;
    byte[] hash = Crypto.sha256(who.getBytes(StandardCharsets.UTF_8));
    String key = "R#" + what + "#" + HexFormat.of().formatHex(Arrays.copyOf(hash, 12)) + "#" + ends;
    if (!store.count(key, max * factor, ends + length)) {
      Metrics.process().count(Metrics.Metric.RATE_LIMITED);
      throw Problem.rateLimited((int) (ends - now));
    }
  }
}
