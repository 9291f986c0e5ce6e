package dev.ren.local.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;

/**
 * Does what the bucket's lifecycle rules do on AWS, at the start and then every hour: ends uploads
 * that were not finished, and deletes objects that are still tagged as pending.
 */
public final class Sweep implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger("dev.ren.local.s3");
  private static final String PENDING = "state=pending";

  /** How the emulator names what belongs to an upload; some of it stays after the upload's end. */
  private static final List<String> UPLOAD = List.of(".mpus-", ".s3proxy-mpu-stub-");

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Path folder;
  private final Tags tags;
  private final InstantSource clock;
  private final Duration age;

  private final Timer timer = new Timer("sweep", true);

  Sweep(Path folder, Tags tags, InstantSource clock, Duration age) {
    this.folder = folder;
    this.tags = tags;
    this.clock = clock;
    this.age = age;
  }

  /**
   * Starts sweeping.
   *
   * @param folder of all buckets
   * @param age how old what is swept away has to be
   */
  public static Sweep start(Path folder, Tags tags, InstantSource clock, Duration age) {
    Sweep sweep = new Sweep(folder, tags, clock, age);
    TimerTask task =
        new TimerTask() {
          @Override
          public void run() {
            sweep.runSafely();
          }
        };
    long interval = Math.clamp(age.toMillis(), SHORTEST.toMillis(), LONGEST.toMillis());
    sweep.timer.schedule(task, 0, interval);
    return sweep;
  }

  private void runSafely() {
    try {
      run();
    } catch (IOException | UncheckedIOException e) {
      LOGGER.log(Level.WARNING, "the sweep of unfinished files failed", e);
    }
  }

  /** Sweeps once. */
  void run() throws IOException {
    Instant then = clock.instant().minus(age);
    for (String object : tags.taggedUntil(PENDING, then)) {
      Files.deleteIfExists(folder.resolve(object));
      tags.delete(object);
    }
    for (Path upload : uploadsUntil(then)) {
      delete(upload);
    }
  }

  private List<Path> uploadsUntil(Instant then) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> UPLOAD.stream().anyMatch(file.getFileName().toString()::startsWith))
          .filter(file -> Tags.isOlder(file, then))
          .toList();
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
