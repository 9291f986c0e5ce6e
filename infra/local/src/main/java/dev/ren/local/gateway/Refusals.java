package dev.ren.local.gateway;

import dev.ren.platform.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Whatever is refused before a route is found, or fails in the gateway itself, as a problem (RFC
 * 9457) without a cause: no stack trace, no page of the server's own.
 */
final class Refusals implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    byte[] body =
        Json.object(
            json -> {
              json.writeStringField("type", "about:blank");
              json.writeStringField("title", HttpStatus.getMessage(status));
              json.writeNumberField("status", status);
              json.writeStringField("code", code(status));
            });
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static String code(int status) {
    return switch (status) {
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not_found";
      case 405 -> "method_not_allowed";
      case 413 -> "payload_too_large";
      default -> status < 500 ? "bad_request" : "internal";
    };
  }
}
