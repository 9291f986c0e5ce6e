package dev.ren.integration;

import static java.nio.file.FileVisitResult.CONTINUE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveFolderTest {
  @TempDir Path folder;

  @Test
  void every_file_below_it_is_found_and_no_folder() throws Exception {
    Path kept = Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("c"), "");

    assertEquals(List.of(kept), LiveFolder.files(folder));
  }

  @Test
  void what_goes_between_its_naming_and_the_look_at_it_is_passed_by() throws Exception {
    Path gone = folder.resolve("gone");
    IOException failure = new NoSuchFileException(gone.toString());
    LiveFolder live = new LiveFolder(folder);

    assertEquals(CONTINUE, live.visitFileFailed(gone, failure));
    assertEquals(CONTINUE, live.postVisitDirectory(gone, failure));
  }

  @Test
  void what_cannot_be_read_for_another_reason_is_told() {
    IOException failure = new AccessDeniedException("mine");

    assertThrows(
        AccessDeniedException.class,
        () -> new LiveFolder(folder).visitFileFailed(folder.resolve("mine"), failure));
  }

  @Test
  void a_folder_that_is_not_there_is_told() {
    assertThrows(NoSuchFileException.class, () -> LiveFolder.files(folder.resolve("missing")));
  }
}
