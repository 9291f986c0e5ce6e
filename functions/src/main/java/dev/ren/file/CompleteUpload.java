package dev.ren.file;

import dev.ren.platform.ErrorCode;
import dev.ren.platform.Metrics;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Makes an object of an upload's parts, as S3 lists them.
 *
 * <p>Killed between S3's completion and its note here: a repeat finds no upload, but the object,
 * and notes it.
 */
final class CompleteUpload {
  private final FileStore files;
  private final FileObjects objects;
  private final Clock clock;

  CompleteUpload(FileStore files, FileObjects objects, Clock clock) {
    this.files = files;
    this.objects = objects;
    this.clock = clock;
  }

  static CompleteUpload of(Platform platform) {
    return new CompleteUpload(
        FileStore.of(platform), FileStorage.primed(platform), platform.clock());
  }

  /**
   * Completes.
   *
   * @throws Problem {@code file_not_ready} if parts are missing or the caller has opened no such
   *     upload
   */
  StoredFile complete(UserId user, FilePath path) {
    StoredFile file =
        files
            .find(path)
            .filter(found -> found.isOf(user) && found.isUsableAt(clock.millis()))
            .orElseThrow(() -> notReady("no such upload: open it again"));
    if (file.state() != StoredFile.State.OPEN) {
      return file;
    }
    String upload = file.uploadId().orElseThrow(() -> notReady("parts are missing"));
    Optional<List<FileObjects.Part>> parts = objects.parts(path, upload);
    parts.ifPresent(found -> requireWhole(file.layout(), found));
    boolean made = parts.isPresent() && objects.complete(path, upload, parts.get());
    if (!made && objects.size(path).orElse(-1) != file.layout().objectSize()) {
      throw notReady("S3 has ended the upload: open it again");
    }
    files.completed(path);
    Metrics.process().add(Metrics.Metric.UPLOADED_BYTES, (double) file.layout().objectSize());
    return file;
  }

  private static void requireWhole(FileLayout layout, List<FileObjects.Part> parts) {
    boolean whole = parts.size() == layout.chunks();
    for (int i = 0; whole && i < parts.size(); i++) {
      FileObjects.Part part = parts.get(i);
      whole = part.index() == i && part.size() == layout.partLength(i);
    }
    if (!whole) {
      throw notReady("parts are missing");
    }
  }

  private static Problem notReady(String detail) {
    return Problem.of(ErrorCode.FILE_NOT_READY, detail);
  }
}
