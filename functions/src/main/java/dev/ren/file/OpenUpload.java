package dev.ren.file;

import dev.ren.platform.ErrorCode;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Announces a file, or says how far its upload is.
 *
 * <p>Killed after the reservation: the bytes are held and a repeat goes on; without one they are
 * given back when the file expires. Killed after S3 has begun an upload that is not noted yet: a
 * repeat begins another, and the bucket's lifecycle rule ends the empty one.
 */
final class OpenUpload {
  /** Less than the ages in the lifecycle rules: what may still be used is never swept away. */
  static final Duration LIFETIME = Duration.ofDays(7);

  /** The files of one message are opened side by side and meet at the quota. */
  private static final int MOST_RACES = 20;

  private final Membership membership;
  private final FileStore files;
  private final QuotaStore quotas;
  private final FileObjects objects;
  private final Withdrawals withdrawals;
  private final FileLimits limits;
  private final Clock clock;

  OpenUpload(
      Membership membership,
      FileStore files,
      QuotaStore quotas,
      FileObjects objects,
      FileLimits limits,
      Clock clock) {
    this.membership = membership;
    this.files = files;
    this.quotas = quotas;
    this.objects = objects;
    this.withdrawals = new Withdrawals(files, quotas, objects);
    this.limits = limits;
    this.clock = clock;
  }

  static OpenUpload of(Platform platform) {
    return new OpenUpload(
        Membership.of(platform),
        FileStore.of(platform),
        QuotaStore.of(platform),
        FileStorage.primed(platform),
        FileLimits.of(platform),
        platform.clock());
  }

  /**
   * An upload that is open or complete.
   *
   * @param parts those that S3 has; none once the object is complete
   */
  record Status(StoredFile file, List<FileObjects.Part> parts) {
    boolean isOpen() {
      return file.state() == StoredFile.State.OPEN;
    }

    /** Of an upload that is open. */
    String uploadId() {
      return file.uploadId().orElseThrow();
    }
  }

  /**
   * Opens.
   *
   * @param size bytes of the plaintext
   * @throws Problem {@code chat_not_found}, {@code file_too_large}, {@code quota_exceeded}, {@code
   *     conflict} if the ids stand for another file, {@code unavailable}
   */
  Status open(UserId user, FilePath path, long size) {
    membership.require(path.chat(), user);
    if (size > limits.file()) {
      throw Problem.of(
          ErrorCode.FILE_TOO_LARGE, "a file has at most " + limits.file() + " bytes here");
    }
    FileLayout layout = FileLayout.of(size);
    for (int race = 0; race < MOST_RACES; race++) {
      Optional<StoredFile> file = files.find(path);
      if (file.isEmpty()) {
        reserve(user, path, layout);
        continue;
      }
      Optional<Status> status = resume(user, file.get(), layout);
      if (status.isPresent()) {
        return status.get();
      }
    }
    throw Problem.unavailable(new IllegalStateException("lost too many races for a quota"));
  }

  private void reserve(UserId user, FilePath path, FileLayout layout) {
    long expiresAt = clock.instant().plus(LIFETIME).toEpochMilli();
    StoredFile file =
        new StoredFile(path, user, layout, StoredFile.State.OPEN, Optional.empty(), expiresAt);
    if (isOverQuota(file)) {
      withdrawals.withdrawExpired(user, clock.millis());
      if (isOverQuota(file)) {
        throw Problem.of(ErrorCode.QUOTA_EXCEEDED, "your files have no room for this one");
      }
    }
  }

  private boolean isOverQuota(StoredFile file) {
    return file.layout().objectSize() > limits.quota()
        || quotas.reserve(file, limits.quota()) == QuotaStore.Reserved.OVER_QUOTA;
  }

  /** Empty if the file is to be looked for again. */
  private Optional<Status> resume(UserId user, StoredFile file, FileLayout layout) {
    if (!file.isOf(user) || !file.layout().equals(layout)) {
      throw Problem.of(ErrorCode.CONFLICT, "these ids stand for another file");
    }
    if (!file.isUsableAt(clock.millis())) {
      withdrawals.withdraw(user, file.path(), clock.millis());
      return Optional.empty();
    }
    if (file.state() != StoredFile.State.OPEN) {
      return Optional.of(new Status(file, List.of()));
    }
    Optional<Status> known =
        file.uploadId()
            .flatMap(upload -> objects.parts(file.path(), upload))
            .map(parts -> new Status(file, parts));
    return known.or(() -> begin(file));
  }

  /** S3 does not know the upload: it was completed unnoticed, ended, or never begun. */
  private Optional<Status> begin(StoredFile file) {
    FilePath path = file.path();
    if (file.uploadId().isPresent()
        && objects.size(path).orElse(-1) == file.layout().objectSize()) {
      files.completed(path);
      return Optional.empty();
    }
    String upload = objects.begin(path);
    if (!files.started(path, file.uploadId(), upload)) {
      objects.abort(path, upload);
    }
    return Optional.empty();
  }
}
