package dev.ren.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tags of objects, which the emulator lacks: of each tagged object a file with its tags, at the
 * object's own path below another folder. The file's time is that of the tagging.
 */
public final class Tags {
  private final Path folder;

  public Tags(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Tags an object, or the one that an upload will make.
   *
   * @param object {@code bucket/key}
   */
  public void put(String object, String tags) throws IOException {
    Path file = file(object);
    Files.createDirectories(file.getParent());
    Files.writeString(file, tags);
  }

  /** Takes all tags of an object away. */
  public void delete(String object) throws IOException {
    Files.deleteIfExists(file(object));
  }

  /** The objects, as {@code bucket/key}, that got exactly these tags up to then. */
  List<String> taggedUntil(String tags, Instant then) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> isOlder(file, then) && read(file).equals(tags))
          .map(file -> folder.relativize(file).toString())
          .toList();
    }
  }

  static boolean isOlder(Path file, Instant then) {
    try {
      return Files.getLastModifiedTime(file).compareTo(FileTime.from(then)) <= 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String object) {
    Path file = folder.resolve(object).normalize();
    if (!file.startsWith(folder) || file.equals(folder)) {
      throw new IllegalArgumentException("not an object: " + object);
    }
    return file;
  }
}
