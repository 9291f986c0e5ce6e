package dev.ren.local.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.local.template.StackModel.RestApi;
import dev.ren.platform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/**
 * The event of a Lambda proxy integration, payload format 1.0 (API Gateway developer guide, "Input
 * format of a Lambda function for proxy integration").
 */
final class RestEvent {
  private RestEvent() {}

  /**
   * @throws IllegalArgumentException if the query is not percent-encoded UTF-8
   */
  static byte[] of(
      Request request, RestRouter.Match match, RestApi api, String requestId, byte[] body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.computeIfAbsent(field.getName(), _ -> new ArrayList<>()).add(field.getValue());
    }
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      query.put(field.getName(), field.getValues());
    }
    return Json.object(
        json -> {
          json.writeStringField("resource", match.route().path());
          json.writeStringField("path", request.getHttpURI().getPath());
          json.writeStringField("httpMethod", request.getMethod());
          lasts(json, "headers", headers);
          lists(json, "multiValueHeaders", headers);
          lasts(json, "queryStringParameters", query);
          lists(json, "multiValueQueryStringParameters", query);
          json.writeObjectFieldStart("pathParameters");
          for (Map.Entry<String, String> parameter : match.parameters().entrySet()) {
            json.writeStringField(parameter.getKey(), parameter.getValue());
          }
          json.writeEndObject();
          context(json, request, match, api.stage(), requestId);
          body(json, body, isBinary(request, api.binaryMediaTypes()));
        });
  }

  private static void context(
      JsonGenerator json, Request request, RestRouter.Match match, String stage, String requestId)
      throws IOException {
    json.writeObjectFieldStart("requestContext");
    json.writeStringField("accountId", "000000000000");
    json.writeStringField("apiId", "local");
    json.writeStringField("stage", stage);
    json.writeStringField("requestId", requestId);
    json.writeStringField("resourcePath", match.route().path());
    json.writeStringField("httpMethod", request.getMethod());
    json.writeStringField("path", request.getHttpURI().getPath());
    json.writeNumberField("requestTimeEpoch", Request.getTimeStamp(request));
    json.writeObjectFieldStart("identity");
    json.writeStringField("sourceIp", Request.getRemoteAddr(request));
    String agent = request.getHeaders().get("User-Agent");
    json.writeStringField("userAgent", agent == null ? "" : agent);
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Whether the template declares the body's media type as binary. */
  private static boolean isBinary(Request request, List<String> binaryMediaTypes) {
    String header = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    String type = header == null ? "" : header.split(";", 2)[0].strip();
    return binaryMediaTypes.contains("*/*") || binaryMediaTypes.contains(type);
  }

  private static void body(JsonGenerator json, byte[] body, boolean binary) throws IOException {
    if (body.length == 0) {
      json.writeNullField("body");
      json.writeBooleanField("isBase64Encoded", false);
      return;
    }
    json.writeStringField(
        "body",
        binary
            ? Base64.getEncoder().encodeToString(body)
            : new String(body, StandardCharsets.UTF_8));
    json.writeBooleanField("isBase64Encoded", binary);
  }

  private static void lasts(JsonGenerator json, String name, Map<String, List<String>> values)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue().getLast());
    }
    json.writeEndObject();
  }

  private static void lists(JsonGenerator json, String name, Map<String, List<String>> values)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      json.writeArrayFieldStart(entry.getKey());
      for (String value : entry.getValue()) {
        json.writeString(value);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
