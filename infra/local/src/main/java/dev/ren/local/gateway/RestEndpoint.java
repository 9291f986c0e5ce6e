package dev.ren.local.gateway;

import dev.ren.local.template.StackModel.RestApi;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The REST API: Lambda proxy integration with API Gateway's limits and its own answers. */
final class RestEndpoint extends Handler.Abstract {
  private final RestApi api;
  private final RestRouter router;
  private final GatewayAnswers answers;
  private final Integrations integrations;
  private final RequestLog log;

  RestEndpoint(RestApi api, Integrations integrations, RequestLog log) {
    this.api = api;
    this.router = new RestRouter(api.routes());
    this.answers = new GatewayAnswers(api.gatewayResponses());
    this.integrations = integrations;
    this.log = log;
    api.routes().forEach(route -> integrations.require(route.functionId()));
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
      answers.write(
          response, callback, GatewayAnswers.Type.MISSING_AUTHENTICATION_TOKEN, requestId);
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
      answers.write(response, callback, GatewayAnswers.Type.REQUEST_TOO_LARGE, requestId);
      return;
    }
    byte[] event;
    try {
      event = RestEvent.of(request, match, api, requestId, body);
    } catch (IllegalArgumentException malformedQuery) {
      answers.write(response, callback, GatewayAnswers.Type.BAD_REQUEST, requestId);
      return;
    }
    switch (integrations.invoke(match.route().functionId(), requestId, event)) {
      case Integrations.Outcome.Returned(byte[] payload) ->
          proxied(response, callback, payload, requestId);
      case Integrations.Outcome.GaveUp() ->
          answers.write(response, callback, GatewayAnswers.Type.INTEGRATION_TIMEOUT, requestId);
      case Integrations.Outcome.Failed failed ->
          answers.write(response, callback, GatewayAnswers.Type.INTEGRATION_FAILURE, requestId);
    }
  }

  /** The body, or null if it is over the limit. */
  private static byte @Nullable [] body(Request request) throws IOException {
    if (request.getLength() > GatewayLimits.MAX_BODY) {
      return null;
    }
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] body = in.readNBytes(GatewayLimits.MAX_BODY + 1);
      return body.length > GatewayLimits.MAX_BODY ? null : body;
    }
  }

  private void proxied(Response response, Callback callback, byte[] payload, String requestId) {
    Optional<ProxyAnswer> answer = ProxyAnswer.parse(payload);
    if (answer.isEmpty()) {
      answers.write(response, callback, GatewayAnswers.Type.INTEGRATION_FAILURE, requestId);
      return;
    }
    response.setStatus(answer.get().status());
    answer
        .get()
        .headers()
        .forEach(
            (name, values) -> {
              response.getHeaders().remove(name);
              values.forEach(value -> response.getHeaders().add(name, value));
            });
    response.write(true, ByteBuffer.wrap(answer.get().body()), callback);
  }
}
