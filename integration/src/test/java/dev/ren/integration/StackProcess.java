package dev.ren.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A stack in processes of its own, as {@code ./ren up} starts it, that can be killed. */
public final class StackProcess implements AutoCloseable {
  private final Process process;
  private final int port;

  private StackProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one and waits until it answers. */
  static StackProcess start(int port, Path data) throws IOException {
    return start(port, data, List.of());
  }

  /** Starts one with more options. */
  public static StackProcess start(int port, Path data, List<String> options) throws IOException {
    Path project = OwnStack.projectFolder();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                // It lives for seconds: what the second compiler would make is never earned back.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.ren.local.Main",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString(),
                "--web",
                project.resolve("web-client/dist").toString(),
                "--template",
                project.resolve("template.yaml").toString()));
    command.addAll(options);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader out = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("Ready: ")) {
        return new StackProcess(process, port);
      }
      said.append(line).append('\n');
    }
    throw new IOException("the stack does not start: " + said);
  }

  /** How tests reach it. */
  public Target target() {
    return new Target(URI.create("http://localhost:" + port));
  }

  /** The processor time that the stack's own process has used. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** The processor time that its database has used. */
  public Duration databaseCpu() {
    return process
        .descendants()
        .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** kill -9 of the stack and of every process that it started, database included. */
  void kill() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    for (ProcessHandle handle : all) {
      handle.destroyForcibly();
      handle.onExit().join();
    }
  }

  /** A port that was free a moment ago. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
