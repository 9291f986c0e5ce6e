package dev.ren.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Every AWS service at once: it has nothing of what it is asked for, and notes each call. */
final class RecordingAws implements AutoCloseable {
  private static final String NOTHING = "{\"__type\": \"ResourceNotFoundException\"}";

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  RecordingAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** So far: the operation, or method and path where the protocol names none, and the body. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String operation =
        target == null
            ? exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath()
            : target.substring(target.indexOf('.') + 1);
    calls.add((operation + " " + body).strip());
    byte[] nothing = NOTHING.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(400, nothing.length);
    exchange.getResponseBody().write(nothing);
    exchange.close();
  }
}
