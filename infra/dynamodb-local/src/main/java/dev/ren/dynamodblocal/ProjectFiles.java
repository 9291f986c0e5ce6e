package dev.ren.dynamodblocal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds files of this project from any folder inside it: Maven runs tests in the module's. */
public final class ProjectFiles {

  private ProjectFiles() {}

  /**
   * The file at {@code path} below {@code start}, or below the nearest folder above it that has
   * one.
   */
  public static Optional<Path> find(Path start, Path path) {
    return Stream.<Path>iterate(
            start.toAbsolutePath().normalize(), folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve(path))
        .filter(Files::exists)
        .findFirst();
  }
}
