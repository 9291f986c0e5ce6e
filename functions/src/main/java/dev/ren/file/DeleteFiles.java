package dev.ren.file;

import dev.ren.platform.Bytes64;
import dev.ren.platform.ChatId;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.List;

/**
 * Deletes the files of a message that is about to be taken back: first the object, then its row and
 * its bytes of the quota, then (by the caller) the message. Killed in between, no object is left
 * without a row that leads to it, and a repeat goes on.
 */
public final class DeleteFiles {
  private static final int MOST_RACES = 20;

  private final FileStore files;
  private final QuotaStore quotas;
  private final FileObjects objects;
  private final Withdrawals withdrawals;

  DeleteFiles(FileStore files, QuotaStore quotas, FileObjects objects) {
    this.files = files;
    this.quotas = quotas;
    this.objects = objects;
    this.withdrawals = new Withdrawals(files, quotas, objects);
  }

  public static DeleteFiles of(Platform platform) {
    return new DeleteFiles(
        FileStore.of(platform), QuotaStore.of(platform), FileStorage.of(platform));
  }

  /**
   * Deletes all that a message has and all that was announced for it.
   *
   * @param clientId the message's, 16 bytes
   */
  public void delete(UserId sender, ChatId chat, byte[] clientId) {
    String message = Bytes64.encode(clientId);
    for (int race = 0; race < MOST_RACES; race++) {
      List<StoredFile> left =
          files.ofMessage(chat, message).stream().filter(file -> file.isOf(sender)).toList();
      if (left.isEmpty()) {
        return;
      }
      left.forEach(this::delete);
    }
    throw Problem.unavailable(new IllegalStateException("lost too many races for files"));
  }

  private void delete(StoredFile file) {
    if (file.state() == StoredFile.State.ATTACHED) {
      objects.delete(file.path());
      quotas.remove(file);
    } else {
      withdrawals.withdraw(file.uploader(), file.path(), Long.MAX_VALUE);
    }
  }
}
