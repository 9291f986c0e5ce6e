package dev.ren.integration;

import dev.ren.client.ClientEnvironment;
import dev.ren.client.api.Http;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Where the tests find a stack. A test that asks for a {@code Target} runs against any: the one
 * that {@code REN_TARGET_URL} names, or else one of its own ({@link OwnStack}).
 *
 * @param url such as {@code http://localhost:8080}; REST is under {@code /api}
 */
public record Target(URI url) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMinutes(1))
          .build();

  /** The socket's address. */
  public URI socketUrl() {
    return URI.create(url.toString().replaceFirst("^http", "ws") + "/ws");
  }

  /** One connection pool for the whole run. */
  public static HttpClient client() {
    return HTTP;
  }

  /** Calls without a client's own checks. */
  public Http http() {
    return new Http(url, HTTP);
  }

  /** What a client of this target is given. */
  public ClientEnvironment environment() {
    return ClientEnvironment.of(http(), "integration test");
  }
}
