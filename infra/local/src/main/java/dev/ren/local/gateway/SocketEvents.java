package dev.ren.local.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.Json;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;

/** The events of a WebSocket API (API Gateway developer guide, "Integrating backend service"). */
final class SocketEvents {
  private final String stage;
  private final InstantSource clock;

  /** What differs between the events of one connection. */
  private record Kind(String routeKey, String eventType, String requestId) {}

  SocketEvents(String stage, InstantSource clock) {
    this.stage = stage;
    this.clock = clock;
  }

  /** What the REQUEST authorizer gets at the handshake. */
  byte[] authorizer(Request request, Peer peer, String requestId) {
    return Json.object(
        json -> {
          json.writeStringField("type", "REQUEST");
          json.writeStringField(
              "methodArn", "arn:aws:execute-api:local:000000000000:local/" + stage + "/$connect");
          headers(json, request);
          open(json, new Kind("$connect", "CONNECT", requestId), peer, Map.of());
          json.writeEndObject();
        });
  }

  byte[] connect(Request request, Peer peer, Map<String, String> authorizer, String requestId) {
    return Json.object(
        json -> {
          headers(json, request);
          open(json, new Kind("$connect", "CONNECT", requestId), peer, authorizer);
          json.writeEndObject();
          json.writeBooleanField("isBase64Encoded", false);
        });
  }

  byte[] message(SocketConnection from, String routeKey, String body, String requestId) {
    return Json.object(
        json -> {
          open(json, new Kind(routeKey, "MESSAGE", requestId), from.peer(), from.authorizer());
          json.writeStringField("messageId", UUID.randomUUID().toString());
          json.writeEndObject();
          json.writeStringField("body", body);
          json.writeBooleanField("isBase64Encoded", false);
        });
  }

  byte[] disconnect(SocketConnection from, int status, String reason, String requestId) {
    return Json.object(
        json -> {
          open(
              json,
              new Kind("$disconnect", "DISCONNECT", requestId),
              from.peer(),
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
      headers.merge(field.getName(), String.valueOf(field.getValue()), (a, b) -> a + "," + b);
    }
    json.writeObjectFieldStart("headers");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      json.writeStringField(header.getKey(), header.getValue());
    }
    json.writeEndObject();
  }

  /** Begins {@code requestContext}; the caller ends it. */
  private void open(JsonGenerator json, Kind kind, Peer peer, Map<String, String> authorizer)
      throws IOException {
    json.writeObjectFieldStart("requestContext");
    json.writeStringField("routeKey", kind.routeKey);
    json.writeStringField("eventType", kind.eventType);
    json.writeStringField("requestId", kind.requestId);
    json.writeStringField("extendedRequestId", UUID.randomUUID().toString());
    json.writeStringField("connectionId", peer.connectionId());
    json.writeNumberField("connectedAt", peer.connectedAt());
    json.writeNumberField("requestTimeEpoch", clock.millis());
    json.writeStringField("messageDirection", "IN");
    json.writeStringField("stage", stage);
    json.writeStringField("apiId", "local");
    json.writeStringField("domainName", "localhost");
    json.writeObjectFieldStart("identity");
    json.writeStringField("sourceIp", peer.sourceIp());
    json.writeStringField("userAgent", peer.userAgent());
    json.writeEndObject();
    if (!authorizer.isEmpty()) {
      json.writeObjectFieldStart("authorizer");
      for (Map.Entry<String, String> entry : authorizer.entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    }
  }
}
