package dev.ren.file;

import dev.ren.platform.ErrorCode;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.Optional;

/** Gives up a file that no message has, at whatever point its upload is. */
final class CancelUpload {
  private static final int MOST_RACES = 20;

  private final FileStore files;
  private final Withdrawals withdrawals;

  CancelUpload(FileStore files, Withdrawals withdrawals) {
    this.files = files;
    this.withdrawals = withdrawals;
  }

  static CancelUpload of(Platform platform) {
    FileStore files = FileStore.of(platform);
    return new CancelUpload(
        files, new Withdrawals(files, QuotaStore.of(platform), FileStorage.primed(platform)));
  }

  /**
   * Cancels. What is not there, or another's, counts as cancelled.
   *
   * @throws Problem {@code conflict} if a message has it: deleting the message deletes it
   */
  void cancel(UserId user, FilePath path) {
    for (int race = 0; race < MOST_RACES; race++) {
      Optional<StoredFile> file = files.find(path).filter(found -> found.isOf(user));
      if (file.isEmpty()) {
        return;
      }
      if (file.get().state() == StoredFile.State.ATTACHED) {
        throw Problem.of(ErrorCode.CONFLICT, "a message has this file: delete the message");
      }
      if (withdrawals.withdraw(user, path, Long.MAX_VALUE)) {
        return;
      }
    }
    throw Problem.unavailable(new IllegalStateException("lost too many races for a file"));
  }
}
