package dev.ren.local.gateway;

import java.time.Duration;

/**
 * API Gateway's limits of a connection; shorter ones are for tests.
 *
 * @param idle without a message in either direction
 * @param longest of a connection's life
 * @param losesDisconnects whether {@code $disconnect} never arrives: on AWS it is best effort
 */
public record SocketLimits(Duration idle, Duration longest, boolean losesDisconnects) {
  /** Bytes of one message, in either direction. */
  static final int MAX_MESSAGE = 128 * 1024;

  /** As on AWS. */
  public static SocketLimits ofApiGateway() {
    return new SocketLimits(Duration.ofMinutes(10), Duration.ofHours(2), false);
  }
}
