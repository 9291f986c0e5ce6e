package dev.ren.local.gateway;

import dev.ren.local.template.StackModel.RestRoute;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the route of a request. As in API Gateway a literal segment is preferred to a parameter,
 * and a parameter takes exactly one segment.
 */
final class RestRouter {

  /** A route with the values of its path parameters, percent-decoded. */
  record Match(RestRoute route, Map<String, String> parameters) {}

  private final List<RestRoute> routes;

  RestRouter(List<RestRoute> routes) {
    this.routes = List.copyOf(routes);
  }

  /**
   * The best route.
   *
   * @param path as it was sent, without the stage, percent-encoded
   */
  Optional<Match> find(String method, String path) {
    String[] segments = path.split("/", -1);
    Match best = null;
    int bestLiterals = -1;
    for (RestRoute route : routes) {
      String[] pattern = route.path().split("/", -1);
      if (!route.method().equals(method) || pattern.length != segments.length) {
        continue;
      }
      Map<String, String> parameters = new LinkedHashMap<>();
      int literals = match(pattern, segments, parameters);
      if (literals > bestLiterals) {
        best = new Match(route, parameters);
        bestLiterals = literals;
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many literal segments matched, or -1. */
  private static int match(String[] pattern, String[] segments, Map<String, String> parameters) {
    int literals = 0;
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i].startsWith("{") && pattern[i].endsWith("}")) {
        if (segments[i].isEmpty()) {
          return -1;
        }
        parameters.put(pattern[i].substring(1, pattern[i].length() - 1), decode(segments[i]));
      } else if (pattern[i].equals(segments[i])) {
        literals++;
      } else {
        return -1;
      }
    }
    return literals;
  }

  private static String decode(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return segment;
    }
  }
}
