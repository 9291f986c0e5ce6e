package dev.ren.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ren.client.protocol.JsonFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * A server of the REST contract in memory, honest unless a test sets {@link #tamper}. The real
 * stack is tested elsewhere; this one shows what the client does with answers that a real one
 * seldom gives.
 */
public final class FakeServer implements AutoCloseable {
  /** A call that came in. */
  record Call(
      String method, String path, String query, String token, String cookie, JsonFields body) {
    String parameter(String name, String absent) {
      for (String pair : query.split("&", -1)) {
        if (pair.startsWith(name + "=")) {
          return pair.substring(name.length() + 1);
        }
      }
      return absent;
    }
  }

  /** An answer; a cookie is set where there is one. */
  record Answer(int status, String body, Optional<String> cookie) {
    static Answer ok(ObjectNode body) {
      return new Answer(200, body.toString(), Optional.empty());
    }

    static Answer problem(int status, String code) {
      return new Answer(
          status,
          JsonFields.object().put("code", code).put("status", status).toString(),
          Optional.empty());
    }
  }

  /** What stands between a client and the server. */
  @FunctionalInterface
  interface Proxy {
    /** May answer itself, change the answer, or throw {@link LostAnswer}. */
    Answer handle(Call call, Handler server);
  }

  /** The server proper. */
  @FunctionalInterface
  interface Handler {
    Answer handle(Call call);
  }

  /** The connection breaks before the answer. */
  static final class LostAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final HttpServer server;
  private final FakeBackEnd backEnd = new FakeBackEnd();
  private volatile Proxy proxy = (call, honest) -> honest.handle(call);

  /** Starts it on a free port. */
  public FakeServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/api/", this::handle);
    server.createContext("/s3/", backEnd.chats.files::store);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Its address. */
  public URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  FakeBackEnd backEnd() {
    return backEnd;
  }

  /** From now on calls go through this. */
  void tamper(Proxy with) {
    proxy = with;
  }

  /** Overwrites every account's state. */
  public void damageStates() {
    backEnd.damageStates();
  }

  /** The store changes a bit of every file. */
  public void tamperWithFiles() {
    backEnd.chats.files.change(
        object -> {
          byte[] changed = object.clone();
          changed[0] ^= 1;
          return changed;
        });
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      String cookie = exchange.getRequestHeaders().getFirst("Cookie");
      String query = exchange.getRequestURI().getRawQuery();
      Call call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath().substring("/api/".length()),
              query == null ? "" : query,
              authorization == null ? "" : authorization.substring("Bearer ".length()),
              cookie == null ? "" : cookie.substring("ren_refresh=".length()),
              JsonFields.parse(text.isEmpty() ? "{}" : text));
      Answer answer = proxy.handle(call, backEnd::handle);
      answer
          .cookie()
          .ifPresent(
              value ->
                  exchange
                      .getResponseHeaders()
                      .add("Set-Cookie", "ren_refresh=" + value + "; HttpOnly; Secure"));
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (LostAnswer lost) {
      // Closing the exchange without an answer is what the client shall see.
      exchange.close();
    }
  }

  /** An array of the nodes. */
  static ArrayNode array(Iterable<ObjectNode> nodes) {
    ArrayNode array = JsonFields.object().putArray("items");
    nodes.forEach(array::add);
    return array;
  }
}
