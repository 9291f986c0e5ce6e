package dev.ren.client.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.ProtocolException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Requests and answers in JSON under {@code /api} of one address. */
public final class Http {
  /** API Gateway ends a call after 29 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(35);

  /** Of PROTOCOL.md, which this client speaks. */
  static final int VERSION = 1;

  private final URI base;
  private final HttpClient client;
  private final Retry retry;

  /**
   * Makes every call once.
   *
   * @param base such as {@code http://localhost:8080}
   */
  public Http(URI base, HttpClient client) {
    this(base, client, Retry.NEVER);
  }

  private Http(URI base, HttpClient client, Retry retry) {
    this.base = base;
    this.client = client;
    this.retry = retry;
  }

  /** The same, but what only reads is repeated as this says. */
  public Http readingAgain(Retry after) {
    return new Http(base, client, after);
  }

  /** Reads without a token. */
  public Answer get(String path) {
    return read(request(path));
  }

  /** Reads. */
  public Answer get(String path, String token) {
    return read(bearer(request(path), token));
  }

  /** Posts without a token. */
  public Answer post(String path, ObjectNode body) {
    return send("POST", path, Optional.empty(), Optional.of(body.toString()));
  }

  /** Posts. */
  public Answer post(String path, String token, ObjectNode body) {
    return send("POST", path, Optional.of(token), Optional.of(body.toString()));
  }

  /** Posts with the refresh cookie. */
  Answer postWithCookie(String path, Optional<String> token, RefreshToken cookie, ObjectNode body) {
    HttpRequest.Builder request = withBody("POST", path, Optional.of(body.toString()));
    token.ifPresent(value -> bearer(request, value));
    return send(request.header("Cookie", cookie.header()));
  }

  /** Deletes. */
  public Answer delete(String path, String token) {
    return send(bearer(request(path), token).DELETE());
  }

  /** Deletes what a body says more of. */
  public Answer delete(String path, String token, ObjectNode body) {
    return send("DELETE", path, Optional.of(token), Optional.of(body.toString()));
  }

  /** Any method with any text as its body: for tests of bad input. */
  public Answer send(String method, String path, Optional<String> token, Optional<String> body) {
    HttpRequest.Builder request = withBody(method, path, body);
    token.ifPresent(value -> bearer(request, value));
    return send(request);
  }

  /** The socket's address. */
  URI socketAddress() {
    return URI.create(base.toString().replaceFirst("^http", "ws") + "/ws");
  }

  /** An address that an answer named, which may be relative to this server's. */
  URI resolved(String address) {
    return base.resolve(address);
  }

  /** The store that the server's presigned URLs lead to. */
  public ObjectStore objects() {
    return new ObjectStore(client);
  }

  /** The client that makes the connections. */
  HttpClient client() {
    return client;
  }

  /** A value inside a path or query. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder withBody(String method, String path, Optional<String> body) {
    HttpRequest.BodyPublisher publisher =
        body.map(HttpRequest.BodyPublishers::ofString)
            .orElseGet(HttpRequest.BodyPublishers::noBody);
    HttpRequest.Builder request = request(path).method(method, publisher);
    return body.isPresent() ? request.header("Content-Type", "application/json") : request;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + "/api/" + path))
        .timeout(PATIENCE)
        .header("x-ren-version", Integer.toString(VERSION))
        .header("x-correlation-id", UUID.randomUUID().toString());
  }

  private static HttpRequest.Builder bearer(HttpRequest.Builder request, String token) {
    return request.header("Authorization", "Bearer " + token);
  }

  private Answer read(HttpRequest.Builder request) {
    for (int failures = 1; ; failures++) {
      try {
        return send(request.GET());
      } catch (ApiException refused) {
        if (!retry.again(refused, failures)) {
          throw refused;
        }
      }
    }
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      Answer answer =
          new Answer(response.statusCode(), response.body(), RefreshToken.from(response.headers()));
      if (answer.status() >= 400) {
        throw problem(response);
      }
      return answer;
    } catch (IOException e) {
      throw ApiException.unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiException.unreachable(e);
    }
  }

  private static ApiException problem(HttpResponse<String> response) {
    Optional<Duration> retryAfter =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(value -> value.matches("[0-9]{1,6}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    int status = response.statusCode();
    try {
      JsonFields problem = JsonFields.parse(response.body());
      String detail =
          problem.optionalText("detail").or(() -> problem.optionalText("title")).orElse("");
      return new ApiException(problem.text("code"), status, detail, retryAfter);
    } catch (ProtocolException e) {
      String code = status >= 500 ? "unavailable" : "bad_response";
      return new ApiException(code, status, "an answer that is no problem document", retryAfter);
    }
  }

  /**
   * A successful answer.
   *
   * @param body text, empty with 204
   * @param refreshToken that the answer set
   */
  public record Answer(int status, String body, Optional<RefreshToken> refreshToken) {
    /** The JSON object in the body. */
    public JsonFields json() {
      return JsonFields.parse(body);
    }
  }
}
