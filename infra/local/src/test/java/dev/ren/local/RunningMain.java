package dev.ren.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@link Main} in a process of its own, as a person starts it. */
final class RunningMain implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final BufferedReader errors;

  RunningMain(Path template, Path data, Path site, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("--data", data.toString(), "--web", site.toString()));
    command.addAll(List.of("--template", template.toString()));
    command.addAll(List.of(more));
    process = new ProcessBuilder(command).start();
    output = process.inputReader(StandardCharsets.UTF_8);
    errors = process.errorReader(StandardCharsets.UTF_8);
  }

  /** Waits until it answers and gives its address. */
  URI ready() throws IOException {
    String line = output.readLine();
    if (line == null || !line.startsWith("Ready: ")) {
      throw new AssertionError("it printed " + line + " and " + errors.readLine());
    }
    return URI.create(line.substring("Ready: ".length()));
  }

  Process process() {
    return process;
  }

  String firstError() throws IOException {
    return String.valueOf(errors.readLine());
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(300, TimeUnit.SECONDS)) {
      throw new AssertionError("it did not end");
    }
    return process.exitValue();
  }

  /** All processes below it. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  @Override
  public void close() {
    children().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Asks for the reservation of a login; 200 if it was free. */
  static int reserve(URI stack, String login) throws IOException, InterruptedException {
    String body =
        """
        {"login": "%s", "userName": "A", "password": "%s", "kdf": {"algorithm": "argon2id",
         "memory_kib": 65536, "iterations": 3, "parallelism": 1}}
        """
            .formatted(login, "A".repeat(43));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(stack.resolve("/api/register_step1"))
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .statusCode();
    }
  }
}
