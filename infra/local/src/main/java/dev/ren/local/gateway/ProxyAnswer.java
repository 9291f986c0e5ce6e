package dev.ren.local.gateway;

import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a function of a proxy integration answers: {@code statusCode}, {@code headers}, {@code
 * multiValueHeaders}, {@code body}, {@code isBase64Encoded} (API Gateway developer guide, "Output
 * format of a Lambda function for proxy integration").
 *
 * @param headers names in any case; where both maps have a name, the multiple values hold
 */
record ProxyAnswer(int status, Map<String, List<String>> headers, byte[] body) {

  /** Empty if it is malformed, for which API Gateway answers 502. */
  static Optional<ProxyAnswer> parse(byte[] payload) {
    try {
      JsonObject answer = Json.parse(new ByteArrayInputStream(payload));
      return Optional.of(
          new ProxyAnswer(
              (int) answer.number("statusCode", 200, 599), headers(answer), body(answer)));
    } catch (Problem | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Map<String, List<String>> headers(JsonObject answer) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    JsonObject single = answer.objectOrNull("headers");
    if (single != null) {
      single.fields().forEach((name, value) -> headers.put(name, List.of(String.valueOf(value))));
    }
    JsonObject multiple = answer.objectOrNull("multiValueHeaders");
    if (multiple != null) {
      multiple
          .fields()
          .forEach(
              (name, values) -> {
                if (values instanceof List<?> list) {
                  headers.put(name, list.stream().map(String::valueOf).toList());
                }
              });
    }
    return headers;
  }

  private static byte[] body(JsonObject answer) {
    String text = answer.stringOrNull("body");
    if (text == null) {
      return new byte[0];
    }
    return answer.flag("isBase64Encoded", false)
        ? Base64.getDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
