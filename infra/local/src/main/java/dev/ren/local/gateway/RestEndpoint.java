package dev.ren.local.gateway;

import dev.ren.local.lambda.Invocable;
import dev.ren.local.lambda.Invocation;
import dev.ren.local.template.StackModel.GatewayResponse;
import dev.ren.local.template.StackModel.RestApi;
import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The REST API: Lambda proxy integration with API Gateway's limits and its own answers. */
final class RestEndpoint extends Handler.Abstract {
  /** API Gateway's payload limit: 10 MB. */
  private static final int MAX_BODY = 10 * 1024 * 1024;

  private final RestApi api;
  private final RestRouter router;
  private final Map<String, Invocable> functions;
  private final RequestLog log;

  RestEndpoint(RestApi api, Map<String, Invocable> functions, RequestLog log) {
    this.api = api;
    this.router = new RestRouter(api.routes());
    this.functions = Map.copyOf(functions);
    this.log = log;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String prefix = "/" + api.stage();
    String path = request.getHttpURI().getPath();
    if (path == null || !path.startsWith(prefix + "/")) {
      return false;
    }
    String requestId = UUID.randomUUID().toString();
    long started = System.nanoTime();
    response.getHeaders().put("x-amzn-RequestId", requestId);
    Optional<RestRouter.Match> match =
        router.find(request.getMethod(), path.substring(prefix.length()));
    if (match.isEmpty()) {
      own(response, callback, "MISSING_AUTHENTICATION_TOKEN", 403, requestId);
    } else {
      answer(request, response, callback, match.get(), requestId);
    }
    String route = match.map(found -> found.route().path()).orElse("(none)");
    log.request(request.getMethod(), route, response.getStatus(), started, requestId);
    return true;
  }

  private void answer(
      Request request,
      Response response,
      Callback callback,
      RestRouter.Match match,
      String requestId)
      throws IOException {
    byte[] body = body(request);
    if (body == null) {
      own(response, callback, "REQUEST_TOO_LARGE", 413, requestId);
      return;
    }
    Invocable function = functions.get(match.route().functionId());
    if (function == null) {
      throw new IllegalStateException("no function " + match.route().functionId());
    }
    byte[] event = RestEvent.of(request, match, api.stage(), requestId, body);
    switch (function.invoke(requestId, event)) {
      case Invocation.Returned returned ->
          proxied(response, callback, returned.payload(), requestId);
      case Invocation.TimedOut timedOut ->
          own(response, callback, "INTEGRATION_TIMEOUT", 504, requestId);
      case Invocation.Threw threw -> own(response, callback, "INTEGRATION_FAILURE", 502, requestId);
    }
  }

  /** The body, or null if it is over the limit. */
  private static byte @Nullable [] body(Request request) throws IOException {
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] body = in.readNBytes(MAX_BODY + 1);
      return body.length > MAX_BODY ? null : body;
    }
  }

  private void proxied(Response response, Callback callback, byte[] payload, String requestId) {
    JsonObject answer;
    byte[] body;
    try {
      answer = Json.parse(new ByteArrayInputStream(payload));
      String text = answer.stringOrNull("body");
      body =
          text == null
              ? new byte[0]
              : answer.flag("isBase64Encoded", false)
                  ? Base64.getDecoder().decode(text)
                  : text.getBytes(StandardCharsets.UTF_8);
      response.setStatus((int) answer.number("statusCode", 100, 599));
    } catch (Problem | IllegalArgumentException malformed) {
      own(response, callback, "INTEGRATION_FAILURE", 502, requestId);
      return;
    }
    headers(response, answer);
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private static void headers(Response response, JsonObject answer) {
    JsonObject single = answer.objectOrNull("headers");
    if (single != null) {
      single.fields().forEach((name, value) -> response.getHeaders().put(name, "" + value));
    }
    JsonObject multiple = answer.objectOrNull("multiValueHeaders");
    if (multiple != null) {
      multiple
          .fields()
          .forEach(
              (name, values) -> {
                if (values instanceof List<?> list) {
                  list.forEach(value -> response.getHeaders().add(name, "" + value));
                }
              });
    }
  }

  /** What the gateway itself says: as the template's GatewayResponse has it, if there is one. */
  private void own(
      Response response, Callback callback, String type, int status, String requestId) {
    String message =
        switch (type) {
          case "MISSING_AUTHENTICATION_TOKEN" -> "Missing Authentication Token";
          case "REQUEST_TOO_LARGE" -> "Request Too Long";
          case "INTEGRATION_TIMEOUT" -> "Endpoint request timed out";
          default -> "Internal server error";
        };
    GatewayResponse said =
        api.gatewayResponses()
            .getOrDefault(
                type, api.gatewayResponses().get(status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX"));
    String body = "{\"message\":\"" + message + "\"}";
    String mediaType = "application/json";
    if (said != null) {
      said.headers().forEach((name, value) -> response.getHeaders().put(name, value));
      for (Map.Entry<String, String> template : said.templates().entrySet()) {
        mediaType = template.getKey();
        body =
            template
                .getValue()
                .replace("$context.error.messageString", "\"" + message + "\"")
                .replace("$context.error.message", message)
                .replace("$context.requestId", requestId);
      }
    }
    response.setStatus(said == null ? status : said.status().orElse(status));
    if (!response.getHeaders().contains(HttpHeader.CONTENT_TYPE)) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
    }
    response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
  }
}
