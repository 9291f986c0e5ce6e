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

  /** Rises when the tables change so that what is kept cannot be read any more. */
  private static final String FORMAT = "2";

  private final Path path;
  private final FileChannel lock;
  private long emptied;

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
      folder.requireFormat();
      Files.createDirectories(folder.database());
      Files.createDirectories(folder.files());
      Files.createDirectories(folder.tags());
      Files.createDirectories(folder.logs());
      return folder;
    } catch (StartException e) {
      folder.close();
      throw e;
    } catch (IOException | UncheckedIOException e) {
      folder.close();
      throw notWritable(path);
    }
  }

  /** How many bytes a reset has deleted. */
  long emptied() {
    return emptied;
  }

  @Override
  public String toString() {
    return path.toString();
  }

  /** Tables that a start does not make anew would lack what this version asks of them. */
  private void requireFormat() throws IOException {
    Path format = path.resolve("format");
    if (Files.exists(database())
        && !(Files.exists(format) && Files.readString(format).equals(FORMAT))) {
      throw new StartException(
          Reason.DATA_OF_ANOTHER_VERSION,
          "the data folder "
              + path
              + " is of another version of REN: choose another with --data, or empty it with"
              + " --reset, which deletes its accounts and messages");
    }
    Files.writeString(format, FORMAT);
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
        emptied += delete(kept);
      }
    }
  }

  /** Answers how many bytes of files it has deleted. */
  private static long delete(Path path) throws IOException {
    List<Path> contents;
    try (Stream<Path> all = Files.walk(path)) {
      contents = all.sorted(Comparator.reverseOrder()).toList();
    }
    long bytes = 0;
    for (Path file : contents) {
      bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
      Files.delete(file);
    }
    return bytes;
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
