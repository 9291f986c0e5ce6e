package dev.ren.local;

import dev.ren.local.StartException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a stack keeps, locked while it runs. The lock is the operating system's: it is
 * gone with the process, however that ends.
 */
final class DataFolder implements AutoCloseable {
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder, readable by its owner only, if it is not there, and locks it.
   *
   * @param reset whether to delete what a stack kept in it
   */
  static DataFolder open(Path path, boolean reset) {
    DataFolder folder;
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path);
        ownerOnly(path);
      }
      folder = lock(path);
    } catch (IOException e) {
      throw notWritable(path);
    }
    try {
      if (reset) {
        folder.empty();
      }
      Files.createDirectories(folder.database());
      Files.createDirectories(folder.files());
      Files.createDirectories(folder.tags());
      Files.createDirectories(folder.logs());
      return folder;
    } catch (IOException | UncheckedIOException e) {
      folder.close();
      throw notWritable(path);
    }
  }

  Path database() {
    return path.resolve("dynamodb");
  }

  /** A folder for each bucket. */
  Path files() {
    return path.resolve("s3");
  }

  /** The tags of objects. */
  Path tags() {
    return path.resolve("s3-tags");
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path secrets() {
    return path.resolve("secrets.json");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataFolder lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      // As with another process's lock: there is none for us.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw new StartException(
          Reason.DATA_IN_USE, "the data folder " + path + " is in use by another running stack");
    }
    return new DataFolder(path, channel);
  }

  /** Deletes what a stack keeps and nothing else, for the case that the folder is another one. */
  private void empty() throws IOException {
    for (Path kept : List.of(database(), files(), tags(), logs(), secrets())) {
      if (Files.exists(kept)) {
        delete(kept);
      }
    }
  }

  private static void delete(Path path) throws IOException {
    List<Path> contents;
    try (Stream<Path> all = Files.walk(path)) {
      contents = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : contents) {
      Files.delete(file);
    }
  }

  private static void ownerOnly(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static StartException notWritable(Path path) {
    return new StartException(
        Reason.DATA_NOT_WRITABLE, "the data folder " + path + " cannot be written");
  }
}
