package dev.ren.integration;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a folder that a running stack writes to: journals, stubs of uploads and whole folders go
 * while one looks, which {@link Files#walk} answers with an exception.
 */
final class LiveFolder extends SimpleFileVisitor<Path> {
  private final Path folder;
  private final List<Path> files = new ArrayList<>();

  LiveFolder(Path folder) {
    this.folder = folder;
  }

  /** The regular files below a folder, without those that went meanwhile. */
  static List<Path> files(Path folder) throws IOException {
    LiveFolder live = new LiveFolder(folder);
    Files.walkFileTree(folder, live);
    return live.files;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      files.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
    return goOn(file, failure);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
      throws IOException {
    return failure == null ? FileVisitResult.CONTINUE : goOn(visited, failure);
  }

  private FileVisitResult goOn(Path path, IOException failure) throws IOException {
    if (failure instanceof NoSuchFileException && !path.equals(folder)) {
      return FileVisitResult.CONTINUE;
    }
    throw failure;
  }
}
