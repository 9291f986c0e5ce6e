package dev.ren.integration.badinput;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.integration.Target;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One REST call as it will be sent.
 *
 * @param path with its parameters filled in
 * @param body any text
 */
record Call(
    String method,
    String path,
    Map<String, String> query,
    Optional<String> token,
    Optional<String> cookie,
    Optional<String> body) {
  Call {
    query = Map.copyOf(query);
  }

  static Call get(String path, String token) {
    return new Call("GET", path, Map.of(), Optional.of(token), Optional.empty(), Optional.empty());
  }

  static Call post(String path, String token, ObjectNode body) {
    return get(path, token).method("POST").body(body.toString());
  }

  static Call open(String method, String path) {
    return new Call(method, path, Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  Call method(String other) {
    return new Call(other, path, query, token, cookie, body);
  }

  Call path(String other) {
    return new Call(method, other, query, token, cookie, body);
  }

  Call query(String name, String value) {
    Map<String, String> changed = new TreeMap<>(query);
    changed.put(name, value);
    return new Call(method, path, changed, token, cookie, body);
  }

  Call withoutQuery(String name) {
    Map<String, String> changed = new TreeMap<>(query);
    changed.remove(name);
    return new Call(method, path, changed, token, cookie, body);
  }

  Call token(Optional<String> other) {
    return new Call(method, path, query, other, cookie, body);
  }

  Call cookie(Optional<String> other) {
    return new Call(method, path, query, token, other, body);
  }

  Call body(String other) {
    return new Call(method, path, query, token, cookie, Optional.of(other));
  }

  /** What came back. */
  record Answer(int status, String contentType, String body) {}

  Answer send(Target target) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target.url() + "/api" + path + queryText()))
            .timeout(Duration.ofMinutes(2))
            .method(
                method,
                body.map(HttpRequest.BodyPublishers::ofString)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    body.ifPresent(text -> request.header("Content-Type", "application/json"));
    token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    cookie.ifPresent(value -> request.header("Cookie", value));
    HttpResponse<String> response =
        Target.client()
            .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }

  private String queryText() {
    StringBuilder text = new StringBuilder();
    query.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return text.toString();
  }
}
