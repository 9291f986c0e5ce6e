package dev.ren.local.gateway;

import dev.ren.platform.Json;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * {@code /@connections/{id}}: POST sends, GET describes, DELETE closes (API Gateway developer
 * guide, "Use @connections commands"), behind {@link InnerSecurity}.
 */
final class ConnectionsApi extends Handler.Abstract {
  private static final String MARK = "/@connections/";

  private final Connections connections;

  ConnectionsApi(Connections connections) {
    this.connections = connections;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path =
        URLDecoder.decode(
            request.getHttpURI().getPath().replace("+", "%2B"), StandardCharsets.UTF_8);
    int at = path.indexOf(MARK);
    if (at < 0) {
      return false;
    }
    Optional<SocketConnection> connection = connections.find(path.substring(at + MARK.length()));
    if (connection.isEmpty()) {
      answer(response, callback, 410, "GoneException");
      return true;
    }
    switch (request.getMethod()) {
      case "POST" -> post(request, response, callback, connection.get());
      case "GET" -> get(response, callback, connection.get());
      case "DELETE" -> {
        // It is gone for whoever asks next, also while its closing is still under way.
        connections.remove(connection.get());
        connection.get().close(StatusCode.NORMAL, "Connection closed by the server");
        response.setStatus(204);
        callback.succeeded();
      }
      default -> answer(response, callback, 403, "ForbiddenException");
    }
    return true;
  }

  private static void post(
      Request request, Response response, Callback callback, SocketConnection connection)
      throws Exception {
    byte[] message;
    try (InputStream in = Content.Source.asInputStream(request)) {
      message = in.readNBytes(GatewayLimits.MAX_MESSAGE + 1);
    }
    if (message.length > GatewayLimits.MAX_MESSAGE) {
      answer(response, callback, 413, "PayloadTooLargeException");
    } else if (connection.send(new String(message, StandardCharsets.UTF_8))) {
      response.setStatus(200);
      callback.succeeded();
    } else {
      answer(response, callback, 410, "GoneException");
    }
  }

  private static void get(Response response, Callback callback, SocketConnection connection) {
    byte[] body =
        Json.object(
            json -> {
              json.writeStringField(
                  "connectedAt", Instant.ofEpochMilli(connection.peer().connectedAt()).toString());
              json.writeStringField(
                  "lastActiveAt", Instant.ofEpochMilli(connection.lastActiveAt()).toString());
              json.writeObjectFieldStart("identity");
              json.writeStringField("sourceIp", connection.peer().sourceIp());
              json.writeStringField("userAgent", connection.peer().userAgent());
              json.writeEndObject();
            });
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private static void answer(Response response, Callback callback, int status, String type) {
    response.setStatus(status);
    response.getHeaders().put("x-amzn-ErrorType", type);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    byte[] body = Json.object(json -> json.writeStringField("message", type));
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
