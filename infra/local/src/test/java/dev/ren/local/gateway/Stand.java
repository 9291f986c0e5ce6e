package dev.ren.local.gateway;

import dev.ren.local.lambda.Invocable;
import dev.ren.local.lambda.Invocation;
import dev.ren.local.metrics.LocalMetrics;
import dev.ren.local.metrics.MetricsHandler;
import dev.ren.local.template.StackModel.GatewayResponse;
import dev.ren.local.template.StackModel.RestApi;
import dev.ren.local.template.StackModel.RestRoute;
import dev.ren.local.template.StackModel.Secret;
import dev.ren.local.template.StackModel.SecretGenerator;
import dev.ren.local.template.StackModel.SocketApi;
import dev.ren.local.template.StackModel.SocketRoute;
import dev.ren.platform.Json;
import dev.ren.platform.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;

/** A gateway on free ports, with small functions in place of the real handlers. */
final class Stand implements AutoCloseable {
  static final Secret SECRET =
      new Secret(
          "Keys",
          "arn:aws:secretsmanager:local:000000000000:secret:keys",
          new SecretGenerator(40, "abc123", Optional.of("root"), "{\"kind\":\"test\"}"));

  final HttpClient http = HttpClient.newHttpClient();
  final SecretVault vault;
  private final Gateway gateway;

  private Stand(Gateway gateway, SecretVault vault) {
    this.gateway = gateway;
    this.vault = vault;
  }

  /** What differs from test to test. */
  static final class Plan {
    private final LocalMetrics metrics = new LocalMetrics();
    private final Map<String, Invocable> functions = new HashMap<>();
    private final List<RestRoute> rest = new ArrayList<>();
    private final Map<String, SocketRoute> sockets = new HashMap<>();
    private final Map<String, GatewayResponse> responses = new HashMap<>();
    private List<String> binary = List.of();
    private Optional<String> authorizer = Optional.empty();
    private GatewayLimits limits = GatewayLimits.ofApiGateway();

    Plan route(String method, String path, Function<JsonObject, String> function) {
      return route(method, path, returning(function));
    }

    Plan route(String method, String path, Invocable function) {
      rest.add(new RestRoute(method, path, function(function)));
      return this;
    }

    Plan on(String key, boolean replies, Function<JsonObject, String> function) {
      return on(key, replies, returning(function));
    }

    Plan on(String key, boolean replies, Invocable function) {
      sockets.put(key, new SocketRoute.ToFunction(function(function), replies));
      return this;
    }

    Plan mock(String key, String reply) {
      sockets.put(key, new SocketRoute.Mock(reply));
      return this;
    }

    Plan authorizer(Invocable function) {
      authorizer = Optional.of(function(function));
      return this;
    }

    Plan says(String type, GatewayResponse response) {
      responses.put(type, response);
      return this;
    }

    Plan binary(String mediaType) {
      binary = List.of(mediaType);
      return this;
    }

    Plan limits(GatewayLimits other) {
      limits = other;
      return this;
    }

    /** A function's output as of before. */
    Plan measured(String line) {
      metrics.take(line);
      return this;
    }

    /** Starts with {@code folder/web} as the site and {@code folder/secrets.json} as the vault. */
    Stand start(Path folder) throws Exception {
      Path web = Files.createDirectories(folder.resolve("web"));
      Path openapi = Files.writeString(folder.resolve("openapi.yaml"), "openapi: 3.1.0\n");
      SecretVault vault =
          SecretVault.open(folder.resolve("secrets.json"), List.of(SECRET), new SecureRandom());
      Gateway gateway = Gateway.start(Clock.systemUTC(), limits, vault, CREDENTIAL, 0);
      gateway.open(
          new Gateway.Mounts(
              new RestApi("Rest", "api", binary, responses, rest),
              new SocketApi("Socket", "ws", authorizer, sockets),
              functions,
              web,
              openapi,
              new Handler.Sequence(),
              new MetricsHandler(metrics)));
      return new Stand(gateway, vault);
    }

    private String function(Invocable function) {
      String name = "Function" + functions.size();
      functions.put(name, function);
      return name;
    }
  }

  static final InnerCredential CREDENTIAL = InnerCredential.random(new SecureRandom());

  static Plan plan() {
    return new Plan();
  }

  /** A function that gets its event parsed and returns text. */
  static Invocable returning(Function<JsonObject, String> function) {
    return (requestId, event) ->
        new Invocation.Returned(
            function
                .apply(Json.parse(new ByteArrayInputStream(event)))
                .getBytes(StandardCharsets.UTF_8));
  }

  static Invocable failing(String message) {
    return (requestId, event) -> new Invocation.Threw(new IllegalStateException(message));
  }

  /** Limits that a test can wait for. */
  static GatewayLimits limits(Duration idle, Duration longest, Duration integration) {
    return new GatewayLimits(idle, longest, integration, false);
  }

  int port() {
    return gateway.port();
  }

  URI url(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  URI innerUrl() {
    return URI.create(gateway.innerUrl());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url(path)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** What a browser gets that accepts these encodings. */
  HttpResponse<byte[]> bytes(String path, String encodings)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url(path));
    return http.send(
        request.header("Accept-Encoding", encodings).build(), BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    http.shutdownNow();
    gateway.close();
  }
}
