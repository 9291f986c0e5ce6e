package dev.ren.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveFolderTest {
  @TempDir Path folder;

  @Test
  void files_and_folders_that_come_and_go_disturb_no_look() throws Exception {
    Path kept = Files.writeString(folder.resolve("kept"), "");
    AtomicBoolean looking = new AtomicBoolean(true);
    Thread writer = Thread.ofPlatform().start(() -> comeAndGo(looking));

    for (int look = 0; look < 30_000; look++) {
      assertEquals(List.of(kept), LiveFolder.files(folder).stream().filter(kept::equals).toList());
    }

    looking.set(false);
    writer.join();
    assertFalse(Files.exists(folder.resolve("gone")));
  }

  @Test
  void a_folder_that_is_not_there_is_told() {
    assertThrows(NoSuchFileException.class, () -> LiveFolder.files(folder.resolve("missing")));
  }

  private void comeAndGo(AtomicBoolean looking) {
    Path gone = folder.resolve("gone");
    try {
      while (looking.get()) {
        Path stub = Files.createDirectories(gone).resolve("stub");
        Files.delete(Files.writeString(stub, ""));
        Files.delete(gone);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
