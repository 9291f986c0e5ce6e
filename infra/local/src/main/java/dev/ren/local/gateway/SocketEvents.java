package dev.ren.local.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/** The events of a WebSocket API (API Gateway developer guide, "Integrating backend service"). */
final class SocketEvents {
  private final String stage;

  SocketEvents(String stage) {
    this.stage = stage;
  }

  /** What the REQUEST authorizer gets at the handshake. */
  byte[] authorizer(Request request, String connectionId, String requestId, long now) {
    return Json.object(
        json -> {
          json.writeStringField("type", "REQUEST");
          json.writeStringField(
              "methodArn", "arn:aws:execute-api:local:000000000000:local/" + stage + "/$connect");
          headers(json, request);
          context(json, connectionId, "$connect", "CONNECT", requestId, now, Map.of());
        });
  }

  byte[] connect(
      Request request,
      String connectionId,
      Map<String, String> authorizer,
      String requestId,
      long now) {
    return Json.object(
        json -> {
          headers(json, request);
          context(json, connectionId, "$connect", "CONNECT", requestId, now, authorizer);
          json.writeBooleanField("isBase64Encoded", false);
        });
  }

  byte[] message(SocketConnection from, String routeKey, String body, String requestId) {
    return Json.object(
        json -> {
          context(
              json,
              from.id(),
              routeKey,
              "MESSAGE",
              requestId,
              from.connectedAt(),
              from.authorizer());
          json.writeStringField("body", body);
          json.writeBooleanField("isBase64Encoded", false);
        });
  }

  byte[] disconnect(SocketConnection from, int status, String reason, String requestId) {
    return Json.object(
        json -> {
          json.writeObjectFieldStart("requestContext");
          fields(
              json,
              from.id(),
              "$disconnect",
              "DISCONNECT",
              requestId,
              from.connectedAt(),
              from.authorizer());
          json.writeNumberField("disconnectStatusCode", status);
          json.writeStringField("disconnectReason", reason);
          json.writeEndObject();
          json.writeBooleanField("isBase64Encoded", false);
        });
  }

  private static void headers(JsonGenerator json, Request request) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      headers.merge(field.getName(), field.getValue(), (a, b) -> a + "," + b);
    }
    json.writeObjectFieldStart("headers");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      json.writeStringField(header.getKey(), header.getValue());
    }
    json.writeEndObject();
  }

  private void context(
      JsonGenerator json,
      String connectionId,
      String routeKey,
      String eventType,
      String requestId,
      long connectedAt,
      Map<String, String> authorizer)
      throws IOException {
    json.writeObjectFieldStart("requestContext");
    fields(json, connectionId, routeKey, eventType, requestId, connectedAt, authorizer);
    json.writeEndObject();
  }

  private void fields(
      JsonGenerator json,
      String connectionId,
      String routeKey,
      String eventType,
      String requestId,
      long connectedAt,
      Map<String, String> authorizer)
      throws IOException {
    json.writeStringField("routeKey", routeKey);
    json.writeStringField("eventType", eventType);
    json.writeStringField("connectionId", connectionId);
    json.writeStringField("requestId", requestId);
    json.writeStringField("extendedRequestId", UUID.randomUUID().toString());
    json.writeStringField("messageDirection", "IN");
    json.writeStringField("stage", stage);
    json.writeStringField("apiId", "local");
    json.writeStringField("domainName", "localhost");
    json.writeNumberField("connectedAt", connectedAt);
    if (!authorizer.isEmpty()) {
      json.writeObjectFieldStart("authorizer");
      for (Map.Entry<String, String> entry : authorizer.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
  }
}
