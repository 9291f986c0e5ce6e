package dev.ren.dynamodblocal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * A running DynamoDB Local, ready for requests. It ends with {@link #close()}, and also when this
 * JVM ends in any way, kill -9 included.
 *
 * <p>It listens on every network interface, since it has no option for the address; the port is a
 * free one and cross-origin requests from browsers are refused.
 */
public final class DynamoDbLocalProcess implements AutoCloseable {

  private static final String MAIN_CLASS =
      "software.amazon.dynamodb.services.local.main.ServerRunner";
  private static final Path JARS = Path.of("infra", "dynamodb-local", "jars", "target", "lib");
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int START_ATTEMPTS = 3;

  /**
   * Turns into the command that follows. A watcher holds the pipe to our JVM; it wakes up when the
   * JVM is gone, however it went, and ends the command with it.
   */
  private static final String END_WITH_PARENT =
      "exec 3<&0; (cat <&3 >/dev/null; kill -9 $$) 2>/dev/null & exec \"$@\" 3<&- </dev/null";

  private final Process process;
  private final int port;

  private DynamoDbLocalProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one that keeps everything in memory, for tests.
   *
   * @param project the project's root folder, or a folder below it
   * @param log where its output goes; overwritten
   */
  public static DynamoDbLocalProcess inMemory(Path project, Path log) throws IOException {
    return start(project, log, List.of("-inMemory"));
  }

  /**
   * Starts one that keeps its data in a folder.
   *
   * @param project the project's root folder, or a folder below it
   * @param data an existing folder; no other DynamoDB Local may be using it
   * @param log where its output goes; overwritten
   */
  public static DynamoDbLocalProcess onDisk(Path project, Path data, Path log) throws IOException {
    return start(project, log, List.of("-dbPath", data.toAbsolutePath().toString()));
  }

  /** Where it answers. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** A builder of clients for it. The credentials are of no meaning, but it wants some. */
  public DynamoDbClientBuilder clientBuilder() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder());
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static DynamoDbLocalProcess start(Path project, Path log, List<String> storage)
      throws IOException {
    Path jars = jarsOf(project);
    for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
      int port = freePort();
      DynamoDbLocalProcess started =
          new DynamoDbLocalProcess(launch(jars, port, log, storage), port);
      if (started.awaitReady()) {
        return started;
      }
      started.close();
    }
    throw new IOException("DynamoDB Local does not start: see " + log);
  }

  private static Process launch(Path jars, int port, Path log, List<String> storage)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", END_WITH_PARENT, "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Small and quick to start; its own work is light.
    command.addAll(
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Djava.library.path=" + jars));
    command.addAll(List.of("-cp", jars + File.separator + "*", MAIN_CLASS));
    command.addAll(List.of("-sharedDb", "-disableTelemetry", "-port", Integer.toString(port)));
    // Its default allows every web site to read the tables through a browser on this machine.
    command.addAll(List.of("-cors", "http://nobody.invalid"));
    command.addAll(storage);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Waits until the port accepts connections; false if the process ended or took too long. */
  private boolean awaitReady() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return process.isAlive();
      } catch (IOException e) {
        pause();
      }
    }
    return false;
  }

  private void pause() {
    try {
      process.waitFor(Duration.ofMillis(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Path jarsOf(Path project) {
    return ProjectFiles.find(project, JARS)
        .filter(DynamoDbLocalProcess::holdsJars)
        .orElseThrow(
            () -> new IllegalStateException("DynamoDB Local is not there: run Maven first"));
  }

  private static boolean holdsJars(Path folder) {
    try (var files = Files.list(folder)) {
      return files.findAny().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
