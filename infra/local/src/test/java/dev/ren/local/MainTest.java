package dev.ren.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.dynamodblocal.ProjectFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command, with the project's own template. */
@Timeout(1200)
class MainTest {
  private static final Path TEMPLATE =
      ProjectFiles.find(Path.of(""), Path.of("template.yaml")).orElseThrow();

  @TempDir Path folder;

  private Path data;
  private Path site;

  @BeforeEach
  void a_site() throws Exception {
    data = folder.resolve("data");
    site = Files.createDirectory(folder.resolve("site"));
    Files.writeString(site.resolve("index.html"), "<!doctype html><title>REN</title>");
  }

  @Test
  void killed_it_takes_its_children_with_it_and_starts_again_on_the_same_data() throws Exception {
    List<ProcessHandle> children;
    try (RunningMain killed = start("--port", "0")) {
      URI stack = killed.ready();
      assertEquals(200, RunningMain.reserve(stack, "alice"));
      children = killed.children();
      assertFalse(children.isEmpty());

      killed.process().destroyForcibly();
      killed.exitCode();
    }

    try (RunningMain again = start("--port", "0")) {
      URI stack = again.ready();
      assertEquals(409, RunningMain.reserve(stack, "alice"));
      assertEquals(200, RunningMain.reserve(stack, "bob"));
    }
    for (ProcessHandle child : children) {
      child.onExit().get(300, TimeUnit.SECONDS);
    }
  }

  @Test
  void terminated_it_ends_every_process_it_started() throws Exception {
    try (RunningMain main = start("--port", "0")) {
      main.ready();
      List<ProcessHandle> children = main.children();

      main.process().destroy();

      main.exitCode();
      for (ProcessHandle child : children) {
        child.onExit().get(300, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void a_second_stack_on_the_same_data_is_refused_and_reset_empties_the_data() throws Exception {
    try (RunningMain first = start("--port", "0")) {
      URI stack = first.ready();
      assertEquals(200, RunningMain.reserve(stack, "alice"));
      assertEquals(
          PosixFilePermissions.fromString("rw-------"),
          Files.getPosixFilePermissions(data.resolve("secrets.json")));

      try (RunningMain second = start("--port", "0")) {
        assertTrue(second.firstError().contains("in use by another running stack"));
        assertEquals(75, second.exitCode());
      }
      first.process().destroy();
      first.exitCode();
    }

    Files.writeString(data.resolve("other.txt"), "not ours");
    try (RunningMain reset = start("--port", "0", "--reset")) {
      URI stack = reset.ready();
      String said = reset.firstError();
      assertTrue(said.startsWith("ren: --reset deleted what " + data + " held, "), said);
      assertEquals(200, RunningMain.reserve(stack, "alice"));
      assertTrue(Files.exists(data.resolve("other.txt")));
    }
  }

  @Test
  void data_of_another_version_is_one_line_and_an_exit_code_and_stays() throws Exception {
    Path kept = Files.createDirectories(data.resolve("dynamodb")).resolve("shared-local.db");
    Files.writeString(kept, "tables of another version");

    try (RunningMain main = start("--port", "0")) {
      String said = main.firstError();
      assertTrue(said.startsWith("ren: the data folder " + data + " is of another version"), said);
      assertEquals(78, main.exitCode());
    }
    assertEquals("tables of another version", Files.readString(kept));
  }

  @Test
  void a_port_in_use_is_one_line_and_an_exit_code() throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getByName("localhost"), 0));
      String port = Integer.toString(taken.getLocalPort());

      try (RunningMain main = start("--port", port)) {
        assertEquals("ren: port " + port + " is in use (try --port N)", main.firstError());
        assertEquals(69, main.exitCode());
      }
    }
  }

  @Test
  void a_data_folder_that_cannot_be_written_is_one_line_and_an_exit_code() throws Exception {
    Files.writeString(data, "a file where the folder should be");

    try (RunningMain main = start("--port", "0")) {
      assertEquals("ren: the data folder " + data + " cannot be written", main.firstError());
      assertEquals(73, main.exitCode());
    }
  }

  @Test
  void a_wrong_option_is_one_line_and_an_exit_code() throws Exception {
    try (RunningMain main = start("--port", "many")) {
      assertEquals("ren: --port many is not a port", main.firstError());
      assertEquals(64, main.exitCode());
    }
  }

  private RunningMain start(String... more) throws Exception {
    return new RunningMain(TEMPLATE, data, site, more);
  }
}
