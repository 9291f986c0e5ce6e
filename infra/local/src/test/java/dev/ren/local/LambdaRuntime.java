package dev.ren.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A function as Lambda runs it: the deployed jar under the runtime interface client in a process of
 * its own, and this as the runtime API that the client asks for events (Lambda developer guide,
 * "Using the Lambda runtime API").
 */
final class LambdaRuntime implements AutoCloseable {
  private static final String API = "/2018-06-01/runtime/";
  private static final String NATIVE_CLIENT =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String CLIENT_JARS =
      ".*(aws-lambda-java-(core|serialization|runtime-interface-client)|utils-lite)-[^/]*jar";

  /** How Lambda starts it. */
  enum Start {
    /** Straight to the first event. */
    COLD,
    /** Runtime hooks, then the snapshot, from which this very process goes on. */
    SNAPSHOT
  }

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<CompletableFuture<String>> waiting = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> snapshot = new CompletableFuture<>();
  private final HttpServer server;
  private final Process process;
  private final Path log;

  /**
   * Starts the function.
   *
   * @param handler as the template's {@code Handler}
   * @param variables the function's environment
   * @param log where its output goes; its native client is put beside it
   * @param start cold, or from a snapshot with its runtime hooks
   */
  LambdaRuntime(Path jar, String handler, Map<String, String> variables, Path log, Start start)
      throws IOException {
    this.log = log;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(API, this::serve);
    server.start();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-D" + NATIVE_CLIENT + "=" + nativeClient(Path.of(log + ".so")));
    if (start == Start.SNAPSHOT) {
      command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    }
    command.addAll(List.of("-cp", jar + File.pathSeparator + clientJars(), CLIENT, handler));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment(handler, variables));
    builder
        .environment()
        .put(
            "AWS_LAMBDA_INITIALIZATION_TYPE", start == Start.SNAPSHOT ? "snap-start" : "on-demand");
    process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Gives the function an event and waits for its answer. */
  String invoke(String event) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    waiting.add(answer);
    events.add(event);
    return await(answer);
  }

  /** Waits until the function has done all it does before its snapshot. */
  void awaitSnapshot() throws Exception {
    await(snapshot);
  }

  private <T> T await(CompletableFuture<T> answer) throws Exception {
    CompletableFuture.anyOf(answer, process.onExit()).get(300, TimeUnit.SECONDS);
    if (!answer.isDone()) {
      throw new AssertionError(
          "the runtime ended with " + process.exitValue() + ": " + Files.readString(log));
    }
    return answer.get();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(API.length());
    if (path.equals("invocation/next")) {
      next(exchange);
      return;
    }
    if (path.equals("restore/next")) {
      snapshot.complete(null);
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
      return;
    }
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    CompletableFuture<String> answer = waiting.poll();
    if (answer != null) {
      if (path.endsWith("/response")) {
        answer.complete(body);
      } else {
        answer.completeExceptionally(new AssertionError(path + ": " + body));
      }
    }
    exchange.sendResponseHeaders(202, -1);
    exchange.close();
  }

  private void next(HttpExchange exchange) throws IOException {
    String event;
    try {
      event = events.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    long deadline = System.currentTimeMillis() + 60_000;
    var headers = exchange.getResponseHeaders();
    headers.add("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
    headers.add("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
    headers.add("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:0:function:f");
    headers.add("Content-Type", "application/json");
    byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Map<String, String> environment(String handler, Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(variables);
    all.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + server.getAddress().getPort());
    all.put("_HANDLER", handler);
    all.put("AWS_LAMBDA_FUNCTION_NAME", "f");
    all.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
    return all;
  }

  /** By itself the client unpacks it to one path for the whole machine, under others' feet. */
  private static Path nativeClient(Path file) throws IOException {
    String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "/jni/libaws-lambda-jni.linux-" + machine + ".so";
    try (InputStream library = LambdaRuntime.class.getResourceAsStream(name)) {
      if (library == null) {
        throw new IOException("there is no " + name);
      }
      Files.copy(library, file);
    }
    return file;
  }

  private static String clientJars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.matches(CLIENT_JARS))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
