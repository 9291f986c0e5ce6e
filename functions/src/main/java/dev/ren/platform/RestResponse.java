package dev.ren.platform;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer of a REST handler.
 *
 * @param binary whether {@code body} is no text, so that it travels as base64 to the gateway
 */
public record RestResponse(int status, Map<String, String> headers, byte[] body, boolean binary) {

  public RestResponse {
    headers = Map.copyOf(headers);
  }

  public static RestResponse json(Json.Fields fields) {
    return json(200, fields);
  }

  public static RestResponse json(int status, Json.Fields fields) {
    return new RestResponse(
        status, Map.of("Content-Type", "application/json"), Json.object(fields), false);
  }

  public static RestResponse noContent() {
    return new RestResponse(204, Map.of(), new byte[0], false);
  }

  public static RestResponse image(byte[] jpeg, String version) {
    return new RestResponse(
        200, Map.of("Content-Type", "image/jpeg", "ETag", "\"" + version + "\""), jpeg, true);
  }

  /** RFC 9457 problem details. */
  static RestResponse problem(Problem problem, String requestId) {
    ErrorCode code = problem.code();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/problem+json");
    if (problem.retryAfterSeconds() > 0) {
      headers.put("Retry-After", Integer.toString(problem.retryAfterSeconds()));
    }
    byte[] body =
        Json.object(
            json -> {
              json.writeStringField("type", "about:blank");
              json.writeStringField("title", code.wireName().replace('_', ' '));
              json.writeNumberField("status", code.status());
              json.writeStringField("code", code.wireName());
              json.writeStringField("detail", problem.detail());
              json.writeStringField("request_id", requestId);
            });
    return new RestResponse(code.status(), headers, body, false);
  }

  public RestResponse withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new RestResponse(status, more, body, binary);
  }

  /** The proxy integration's answer. Nothing of ours may be kept by a cache on the way. */
  byte[] toEvent() {
    return Json.object(this::write);
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeNumberField("statusCode", status);
    json.writeObjectFieldStart("headers");
    json.writeStringField("Cache-Control", "no-store");
    json.writeStringField("X-Content-Type-Options", "nosniff");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      json.writeStringField(header.getKey(), header.getValue());
    }
    json.writeEndObject();
    json.writeStringField(
        "body",
        binary
            ? Base64.getEncoder().encodeToString(body)
            : new String(body, StandardCharsets.UTF_8));
    json.writeBooleanField("isBase64Encoded", binary);
  }
}
