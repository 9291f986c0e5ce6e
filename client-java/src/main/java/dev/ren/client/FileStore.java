package dev.ren.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A folder that only its owner may read: it holds the vault key and the refresh token, so that a
 * command does not ask for the password again.
 */
public final class FileStore implements ClientStore {
  private static final String LOCK = "lock";
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;
  // A FileLock is held by the JVM as a whole: threads need a lock of their own before it.
  private final ReentrantLock threads = new ReentrantLock();

  /** Opens the folder, makes it if need be, and takes it from others. */
  public FileStore(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
      restrict(folder, OWNER_FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(file(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(String name, String value) {
    try {
      Path draft = Files.createTempFile(folder, name, ".new");
      restrict(draft, OWNER_FILE);
      Files.writeString(draft, value);
      Files.move(draft, file(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void clear() {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> values =
          files.filter(path -> !path.getFileName().toString().equals(LOCK)).toList();
      for (Path value : values) {
        Files.deleteIfExists(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public <T> T exclusively(Supplier<T> work) {
    boolean nested = threads.isHeldByCurrentThread();
    threads.lock();
    try {
      return nested ? work.get() : withFileLock(work);
    } finally {
      threads.unlock();
    }
  }

  private <T> T withFileLock(Supplier<T> work) {
    Path path = folder.resolve(LOCK);
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IllegalStateException("the profile's lock was lost");
      }
      return work.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    return folder.resolve(name + ".json");
  }

  private static void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, permissions);
    }
  }
}
