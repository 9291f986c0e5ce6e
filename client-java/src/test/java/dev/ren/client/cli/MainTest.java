package dev.ren.client.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ren.client.FakeServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private record Result(int code, String out, String err) {}

  private final FakeServer server = new FakeServer();
  private final Map<String, String> environment =
      new HashMap<>(Map.of("REN_PASSWORD", "correct horse"));

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void two_profiles_register_talk_compare_and_leave() {
    String recoveryKey = as("ann", "register", "ann").out().lines().toList().getLast();
    as("bob", "register", "bob", "--name", "Bob B.");
    assertEquals(0, as("ann", "send", "bob", "hello", "there").code());
    assertEquals("ann (Name of ann)", as("bob", "list").out().strip());
    assertTrue(as("bob", "read", "ann").out().strip().endsWith("ann: hello there"));
    assertEquals(as("ann", "safety", "bob").out(), as("bob", "safety", "ann").out());

    environment.put("REN_RECOVERY_KEY", recoveryKey);
    environment.put("REN_PASSWORD", "another password");
    assertEquals(0, as("third", "recover", "ann").code());
    assertTrue(as("third", "read", "bob").out().contains("hello there"));

    assertEquals(0, as("bob", "logout").code());
    assertEquals(3, as("bob", "list").code());
  }

  @Test
  void text_may_come_from_standard_input_and_cannot_steer_a_terminal() {
    as("ann", "register", "ann");
    as("bob", "register", "bob");
    run("ann", "two\nlines \u001b[2J", "send", "bob", "-");
    String shown = as("bob", "read", "ann").out();
    assertTrue(shown.contains("two\nlines \uFFFD[2J"));
    assertFalse(shown.contains("\u001b"));
  }

  @Test
  void a_file_goes_from_one_folder_to_another() throws IOException {
    as("ann", "register", "ann");
    as("bob", "register", "bob");
    byte[] content = new byte[60_000];
    Path list = Files.write(folder.resolve("list.txt"), content);
    assertEquals(0, as("ann", "send", "bob", "-f", list.toString(), "the", "list").code());
    assertTrue(
        as("bob", "read", "ann").out().contains("the list [list.txt, 60000 bytes, entry 1]"));
    Path inbox = Files.createDirectory(folder.resolve("inbox"));
    assertEquals(0, as("bob", "save", "ann", "1", inbox.toString()).code());
    assertArrayEquals(content, Files.readAllBytes(inbox.resolve("list.txt")));
    assertFailure(1, "exists already", as("bob", "save", "ann", "1", inbox.toString()));
    assertFailure(1, "no such file", as("bob", "save", "ann", "1", "-i", "2"));
    assertFailure(2, "TEXT or --file", as("ann", "send", "bob"));
    server.tamperWithFiles();
    Path again = folder.resolve("again.txt");
    assertFailure(4, "changed on the server", as("bob", "save", "ann", "1", again.toString()));
    assertFalse(Files.exists(again));
  }

  @Test
  void a_damaged_state_stops_every_command_until_the_person_goes_on_without_it() {
    as("ann", "register", "ann");
    as("bob", "register", "bob");
    as("ann", "send", "bob", "hello");
    as("ann", "safety", "bob", "--verified");
    assertEquals(0, as("ann", "state").code());
    server.damageStates();
    assertFailure(4, "damaged or forged", as("ann", "read", "bob"));
    assertFailure(4, "ren chat help state", as("second", "login", "ann"));
    assertTrue(as("second", "state", "--go-on").out().contains("0 people"));
    assertTrue(as("ann", "read", "bob").out().contains("hello"));
  }

  @Test
  void every_failure_is_one_line_and_an_exit_code() {
    assertFailure(3, "not logged in", as("nobody", "list"));
    assertFailure(2, "LOGIN has", as("ann", "register", "A B"));
    assertFailure(2, "unmatched argument", as("ann", "list", "what"));
    assertFailure(2, "no http address", as("ann", "login", "ann", "--url", "ftp://x"));
    assertFailure(1, "login or password is wrong", as("ann", "login", "ann"));
    as("ann", "register", "ann");
    assertFailure(1, "there is nobody", as("ann", "send", "nobody", "hello"));
    environment.put("REN_PASSWORD", "short");
    assertFailure(2, "8 to 256 characters", as("ann", "login", "ann"));
    environment.put("REN_RECOVERY_KEY", "ABCD");
    assertFailure(2, "typing error", as("ann", "recover", "ann"));
    server.close();
    assertFailure(5, "cannot be reached", as("ann", "list"));
  }

  @Test
  void the_password_may_come_from_standard_input() {
    environment.remove("REN_PASSWORD");
    assertEquals(0, run("ann", "from a pipe\n", "register", "ann", "--password-stdin").code());
    assertFailure(2, "no terminal to ask on", as("ann", "login", "ann"));
  }

  @Test
  void only_the_owner_reads_a_profile() throws IOException {
    as("ann", "register", "ann");
    try (Stream<Path> files = Files.list(folder.resolve("ann"))) {
      List<String> rights =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .map(MainTest::rights)
              .distinct()
              .toList();
      assertEquals(List.of("rw-------"), rights);
    }
    assertEquals("rwx------", rights(folder.resolve("ann")));
  }

  @Test
  void without_a_command_it_explains_itself() {
    Result help = run("ann", "");
    assertEquals(0, help.code());
    assertTrue(help.out().contains("Usage: ./ren chat COMMAND"));
  }

  private static void assertFailure(int code, String sentence, Result result) {
    assertEquals(code, result.code(), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(
        result.err().toLowerCase(Locale.ROOT).contains(sentence.toLowerCase(Locale.ROOT)),
        result.err());
  }

  private static String rights(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Result as(String profile, String... command) {
    return run(profile, "", command);
  }

  private Result run(String profile, String input, String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(environment, folder, new BufferedReader(new StringReader(input)));
    int code =
        Main.run(
            surroundings,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            withProfile(profile, command));
    return new Result(code, out.toString(), err.toString());
  }

  private String[] withProfile(String profile, String... command) {
    if (command.length == 0) {
      return command;
    }
    boolean hasUrl = Arrays.asList(command).contains("--url");
    List<String> options =
        hasUrl
            ? List.of("--profile", folder.resolve(profile).toString())
            : List.of(
                "--url", server.url().toString(), "--profile", folder.resolve(profile).toString());
    return Stream.concat(
            Stream.of(command[0]), Stream.concat(options.stream(), Arrays.stream(command).skip(1)))
        .toArray(String[]::new);
  }
}
