package dev.ren.local.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
  private static final Instant EVER = Instant.parse("2999-01-01T00:00:00Z");

  @TempDir Path folder;
  private Tags tags;

  @BeforeEach
  void make() throws IOException {
    tags = new Tags(Files.createDirectories(folder.resolve("tags")));
  }

  @Test
  void a_tag_is_found_by_its_text_and_age_until_it_is_taken_away() throws IOException {
    tags.put("bucket/a/b", "state=pending");
    tags.put("bucket/c", "state=kept");

    assertEquals(List.of("bucket/a/b"), tags.taggedUntil("state=pending", EVER));
    assertEquals(List.of(), tags.taggedUntil("state=pending", Instant.EPOCH));

    tags.delete("bucket/a/b");
    tags.delete("bucket/a/b");
    assertEquals(List.of(), tags.taggedUntil("state=pending", EVER));
  }

  @Test
  void a_second_tagging_replaces_the_first() throws IOException {
    tags.put("bucket/a", "state=pending");
    tags.put("bucket/a", "state=kept");

    assertEquals(List.of(), tags.taggedUntil("state=pending", EVER));
    assertEquals(List.of("bucket/a"), tags.taggedUntil("state=kept", EVER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "bucket/../../outside", "/outside", ""})
  void no_object_leads_out_of_the_folder(String object) {
    assertThrows(IllegalArgumentException.class, () -> tags.put(object, "state=pending"));
    assertThrows(IllegalArgumentException.class, () -> tags.delete(object));
  }
}
