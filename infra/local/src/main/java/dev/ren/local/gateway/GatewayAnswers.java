package dev.ren.local.gateway;

import dev.ren.local.template.StackModel.GatewayResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** What the REST API's gateway itself says: as the template has it, otherwise as AWS has it. */
final class GatewayAnswers {

  /** API Gateway's response types that can happen here, with AWS's status and message. */
  enum Type {
    MISSING_AUTHENTICATION_TOKEN(403, "Missing Authentication Token"),
    BAD_REQUEST(400, "Bad Request"),
    REQUEST_TOO_LARGE(413, "Request Too Long"),
    INTEGRATION_TIMEOUT(504, "Endpoint request timed out"),
    INTEGRATION_FAILURE(502, "Internal server error");

    private final int status;
    private final String message;

    Type(int status, String message) {
      this.status = status;
      this.message = message;
    }

    private String fallback() {
      return status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
    }
  }

  private final Map<String, GatewayResponse> templates;

  GatewayAnswers(Map<String, GatewayResponse> templates) {
    this.templates = Map.copyOf(templates);
  }

  void write(Response response, Callback callback, Type type, String requestId) {
    String body = "{\"message\":\"" + type.message + "\"}";
    String mediaType = "application/json";
    int status = type.status;
    GatewayResponse said = find(type);
    if (said != null) {
      said.headers().forEach((name, value) -> response.getHeaders().put(name, value));
      status = said.status().orElse(status);
      for (Map.Entry<String, String> template : said.templates().entrySet()) {
        mediaType = template.getKey();
        body = fill(template.getValue(), type, requestId);
      }
    }
    response.setStatus(status);
    if (!response.getHeaders().contains(HttpHeader.CONTENT_TYPE)) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
    }
    response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
  }

  private @Nullable GatewayResponse find(Type type) {
    GatewayResponse own = templates.get(type.name());
    return own == null ? templates.get(type.fallback()) : own;
  }

  private static String fill(String template, Type type, String requestId) {
    return template
        .replace("$context.error.messageString", "\"" + type.message + "\"")
        .replace("$context.error.message", type.message)
        .replace("$context.error.responseType", type.name())
        .replace("$context.requestId", requestId);
  }
}
