package dev.ren.local.gateway;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * One line per request: method, route as the template names it, status, milliseconds, request id.
 * Never a path, a query, a header or a body: they hold ids, tokens and names.
 */
final class RequestLog {
  private static final Logger LOGGER = System.getLogger("dev.ren.local.gateway");

  /** Writes the line of one request that began at {@code startedNanos}. */
  void request(String method, String route, int status, long startedNanos, String requestId) {
    long millis = (System.nanoTime() - startedNanos) / 1_000_000;
    // Numbers as text: the formatter would group their digits by the machine's language.
    LOGGER.log(
        Level.INFO,
        "{0} {1} {2} {3} ms {4}",
        method,
        route,
        Integer.toString(status),
        Long.toString(millis),
        requestId);
  }
}
