package dev.ren.local.gateway;

import dev.ren.local.template.StackModel.SocketApi;
import dev.ren.local.template.StackModel.SocketRoute;
import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;
import java.io.ByteArrayInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** Who may open a WebSocket: the authorizer decides, then {@code $connect}. */
final class Handshake {
  private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";

  private final SocketApi api;
  private final SocketEvents events;
  private final Integrations integrations;

  /** What came of it. */
  sealed interface Result {
    /**
     * Let in.
     *
     * @param authorizer what every event of the connection carries
     * @param subprotocol what the function answers; nothing is echoed by itself, above all not the
     *     token that the client offers beside its protocol
     */
    record Accepted(Map<String, String> authorizer, Optional<String> subprotocol)
        implements Result {}

    record Refused(int status) implements Result {}
  }

  Handshake(SocketApi api, SocketEvents events, Integrations integrations) {
    this.api = api;
    this.events = events;
    this.integrations = integrations;
    api.authorizer().ifPresent(integrations::require);
  }

  Result decide(Request request, Peer peer, String requestId) {
    if (api.authorizer().isEmpty()) {
      return connect(request, peer, Map.of(), requestId);
    }
    byte[] event = events.authorizer(request, peer, requestId);
    return switch (integrations.invoke(api.authorizer().get(), requestId, event)) {
      case Integrations.Outcome.GaveUp() -> new Result.Refused(500);
      // The one message that means something to API Gateway.
      case Integrations.Outcome.Failed(String message) ->
          new Result.Refused(message.equals("Unauthorized") ? 401 : 500);
      case Integrations.Outcome.Returned(byte[] payload) -> {
        Map<String, String> context = new LinkedHashMap<>();
        int status = readPolicy(payload, context);
        yield status == 200
            ? connect(request, peer, context, requestId)
            : new Result.Refused(status);
      }
    };
  }

  /** 200, 403, or 500 for what is no policy; fills in the context, all of it as text. */
  private static int readPolicy(byte[] payload, Map<String, String> context) {
    try {
      JsonObject answer = Json.parse(new ByteArrayInputStream(payload));
      context.put("principalId", answer.string("principalId"));
      List<JsonObject> statements = answer.object("policyDocument").objects("Statement", 100);
      boolean allowed =
          !statements.isEmpty()
              && statements.stream().allMatch(it -> it.string("Effect").equals("Allow"));
      JsonObject said = answer.objectOrNull("context");
      if (said != null) {
        said.fields().forEach((key, value) -> context.put(key, String.valueOf(value)));
      }
      return allowed ? 200 : 403;
    } catch (Problem malformed) {
      return 500;
    }
  }

  private Result connect(
      Request request, Peer peer, Map<String, String> authorizer, String requestId) {
    if (!(api.routes().get("$connect") instanceof SocketRoute.ToFunction route)) {
      return new Result.Accepted(authorizer, Optional.empty());
    }
    byte[] event = events.connect(request, peer, authorizer, requestId);
    if (!(integrations.invoke(route.functionId(), requestId, event)
        instanceof Integrations.Outcome.Returned(byte[] payload))) {
      return new Result.Refused(502);
    }
    Optional<ProxyAnswer> answer = ProxyAnswer.parse(payload);
    if (answer.isEmpty()) {
      return new Result.Refused(502);
    }
    if (answer.get().status() >= 300) {
      return new Result.Refused(answer.get().status());
    }
    List<String> subprotocols = answer.get().headers().getOrDefault(SUBPROTOCOL, List.of());
    return new Result.Accepted(authorizer, subprotocols.stream().findFirst());
  }
}
