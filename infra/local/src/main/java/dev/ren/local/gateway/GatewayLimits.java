package dev.ren.local.gateway;

import java.time.Duration;

/**
 * API Gateway's limits; shorter ones are for tests.
 *
 * @param idle of a WebSocket without a frame in either direction
 * @param longest life of a WebSocket
 * @param integration how long the gateway waits for a function
 * @param losesDisconnects whether {@code $disconnect} never arrives: on AWS it is best effort
 */
public record GatewayLimits(
    Duration idle, Duration longest, Duration integration, boolean losesDisconnects) {
  /** Bytes of one REST request's body: 10 MB. */
  static final int MAX_BODY = 10 * 1024 * 1024;

  /** Bytes of one WebSocket message, in either direction. */
  static final int MAX_MESSAGE = 128 * 1024;

  /** Bytes of one frame from a client; whoever says more in a message splits it. */
  static final int MAX_FRAME = 32 * 1024;

  /** As on AWS. */
  public static GatewayLimits ofApiGateway() {
    return new GatewayLimits(
        Duration.ofMinutes(10), Duration.ofHours(2), Duration.ofSeconds(29), false);
  }
}
