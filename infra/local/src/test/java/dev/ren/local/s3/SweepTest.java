package dev.ren.local.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bucket's two lifecycle rules, on a folder and with a clock of the test's own. */
class SweepTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration AGE = Duration.ofDays(8);
  private static final Instant OLD = NOW.minus(AGE);
  private static final Instant YOUNG = OLD.plusSeconds(1);

  @TempDir Path folder;
  private Path buckets;
  private Path tagged;
  private Tags tags;

  @BeforeEach
  void makeBucket() throws IOException {
    buckets = Files.createDirectories(folder.resolve("s3"));
    tagged = Files.createDirectories(folder.resolve("s3-tags"));
    Files.createDirectories(buckets.resolve("bucket"));
    tags = new Tags(tagged);
  }

  @Test
  void an_object_that_no_message_has_attached_goes_when_it_is_old() throws IOException {
    Path old = pending("bucket/files/chat/message/old", OLD);
    Path young = pending("bucket/files/chat/message/young", YOUNG);

    sweep();

    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young));
    assertEquals(
        List.of("bucket/files/chat/message/young"), tags.taggedUntil("state=pending", NOW));
  }

  @Test
  void an_attached_object_stays_however_old_it_is() throws IOException {
    Path attached = pending("bucket/files/chat/message/attached", OLD);
    tags.delete("bucket/files/chat/message/attached");

    sweep();

    assertTrue(Files.exists(attached));
  }

  @Test
  void an_object_with_other_tags_stays() throws IOException {
    Path other = object("bucket/files/chat/message/other");
    tag("bucket/files/chat/message/other", "state=kept", OLD);

    sweep();

    assertTrue(Files.exists(other));
  }

  @Test
  void an_unfinished_upload_goes_with_its_parts_when_it_is_old() throws IOException {
    Path old = upload(".mpus-old", OLD);
    Path stub = upload(".s3proxy-mpu-stub-old", OLD);
    Path young = upload(".mpus-young", YOUNG);

    sweep();

    assertFalse(Files.exists(old));
    assertFalse(Files.exists(stub));
    assertTrue(Files.exists(young.resolve("1")));
  }

  @Test
  void a_tag_whose_object_was_never_made_goes_as_well() throws IOException {
    tag("bucket/files/chat/message/never", "state=pending", OLD);

    sweep();

    assertEquals(List.of(), tags.taggedUntil("state=pending", NOW));
  }

  private void sweep() throws IOException {
    new Sweep(buckets, tags, InstantSource.fixed(NOW), AGE).run();
  }

  private Path pending(String name, Instant since) throws IOException {
    tag(name, "state=pending", since);
    return object(name);
  }

  private Path object(String name) throws IOException {
    Path object = buckets.resolve(name);
    Files.createDirectories(object.getParent());
    return Files.write(object, new byte[] {1});
  }

  private void tag(String name, String text, Instant since) throws IOException {
    tags.put(name, text);
    Files.setLastModifiedTime(tagged.resolve(name), FileTime.from(since));
  }

  private Path upload(String name, Instant since) throws IOException {
    Path upload = Files.createDirectories(buckets.resolve("bucket").resolve(name));
    Path part = Files.write(upload.resolve("1"), new byte[] {1});
    Files.setLastModifiedTime(part, FileTime.from(since));
    Files.setLastModifiedTime(upload, FileTime.from(since));
    return upload;
  }
}
