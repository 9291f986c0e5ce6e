package dev.ren.file;

import dev.ren.platform.UserId;
import java.util.Optional;

/**
 * Takes back files that no message has: first the row with its bytes of the quota, then what S3
 * has. Killed between, nothing refers to the object or upload any more, and the bucket's lifecycle
 * rules delete it, since it is still tagged or unfinished.
 */
final class Withdrawals {
  private final FileStore files;
  private final QuotaStore quotas;
  private final FileObjects objects;

  Withdrawals(FileStore files, QuotaStore quotas, FileObjects objects) {
    this.files = files;
    this.quotas = quotas;
    this.objects = objects;
  }

  /**
   * Takes back one, if it is this user's and in no message.
   *
   * @param expiredBy only if it expires by then, milliseconds since 1970
   */
  boolean withdraw(UserId uploader, FilePath path, long expiredBy) {
    Optional<StoredFile> file = files.find(path);
    if (!quotas.withdraw(uploader, path, expiredBy)) {
      return false;
    }
    file.flatMap(StoredFile::uploadId).ifPresent(upload -> objects.abort(path, upload));
    objects.delete(path);
    return true;
  }

  /** Gives back the bytes of all that has expired. */
  void withdrawExpired(UserId user, long now) {
    for (FilePath path : quotas.expired(user, now)) {
      withdraw(user, path, now);
    }
  }
}
