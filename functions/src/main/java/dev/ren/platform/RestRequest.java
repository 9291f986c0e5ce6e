package dev.ren.platform;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a REST handler needs of API Gateway's proxy event (payload format 1.0).
 *
 * @param headers by lower-case name; of a repeated header the last value, as API Gateway gives it
 * @param path the path parameters of the route, already percent-decoded
 * @param sourceIp the caller's address: as the gateway saw it, or as CloudFront tells it
 * @param body the text of the body, empty where there is none
 */
public record RestRequest(
    Map<String, String> headers,
    Map<String, String> path,
    Map<String, String> query,
    String sourceIp,
    String requestId,
    String body) {

  private static final String VIEWER_ADDRESS = "x-viewer-address";

  /** Reads the event of one invocation. */
  public static RestRequest of(JsonObject event) {
    JsonObject context = event.object("requestContext");
    JsonObject identity = context.objectOrNull("identity");
    Map<String, String> headers = lowerCase(texts(event.objectOrNull("headers")));
    return new RestRequest(
        headers,
        texts(event.objectOrNull("pathParameters")),
        texts(event.objectOrNull("queryStringParameters")),
        sourceIp(identity, headers),
        context.string("requestId"),
        bodyOf(event));
  }

  /**
   * API Gateway names a key's id only after it has checked the key, and CloudFront alone has one:
   * it replaces whatever the client sent under the header's name (infra/edge.yaml). Of any other
   * request the header is not believed.
   */
  private static String sourceIp(@Nullable JsonObject identity, Map<String, String> headers) {
    if (identity == null) {
      return "";
    }
    String gateways = Objects.requireNonNullElse(identity.stringOrNull("sourceIp"), "");
    return identity.stringOrNull("apiKeyId") == null
        ? gateways
        : headers.getOrDefault(VIEWER_ADDRESS, gateways);
  }

  /** The body, which must be one JSON object. */
  public JsonObject json() {
    return Json.parse(body);
  }

  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /**
   * A path parameter.
   *
   * @throws IllegalStateException if the route of the template has no such parameter
   */
  public String path(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no parameter " + name);
    }
    return value;
  }

  public @Nullable String query(String name) {
    return query.get(name);
  }

  /** An integer of the query, or {@code otherwise} where it is absent. */
  public long query(String name, long otherwise, long min, long max) {
    String text = query.get(name);
    if (text == null) {
      return otherwise;
    }
    long value;
    try {
      value = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Problem.badRequest(name + " is not an integer");
    }
    if (value < min || value > max) {
      throw Problem.badRequest(name + " is not between " + min + " and " + max);
    }
    return value;
  }

  private static String bodyOf(JsonObject event) {
    String body = event.stringOrNull("body");
    if (body == null) {
      return "";
    }
    if (!event.flag("isBase64Encoded", false)) {
      return body;
    }
    try {
      return new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("the body is not base64");
    }
  }

  private static Map<String, String> texts(@Nullable JsonObject object) {
    if (object == null) {
      return Map.of();
    }
    Map<String, String> texts = new TreeMap<>();
    object.fields().forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return Map.copyOf(texts);
  }

  private static Map<String, String> lowerCase(Map<String, String> headers) {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return Map.copyOf(lower);
  }
}
