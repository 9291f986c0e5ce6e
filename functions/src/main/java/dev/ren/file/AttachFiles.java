package dev.ren.file;

import dev.ren.platform.Bytes64;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.FileId;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.time.Clock;
import java.util.List;

/**
 * Makes files part of a message that is about to be stored: first out of the reach of S3's
 * lifecycle rules, then in the table, then (by the caller) the message. Killed in between, a repeat
 * does what is missing; a message never stands there with files that S3 will delete. Where no
 * repeat comes, files that are not noted as attached go when they expire; those that are stay,
 * counted in their uploader's quota, without a message.
 */
public final class AttachFiles {
  private static final int MOST_RACES = 20;

  private final FileStore files;
  private final QuotaStore quotas;
  private final FileObjects objects;
  private final Clock clock;

  AttachFiles(FileStore files, QuotaStore quotas, FileObjects objects, Clock clock) {
    this.files = files;
    this.quotas = quotas;
    this.objects = objects;
    this.clock = clock;
  }

  public static AttachFiles of(Platform platform) {
    return new AttachFiles(
        FileStore.of(platform),
        QuotaStore.of(platform),
        FileStorage.of(platform),
        platform.clock());
  }

  /**
   * Attaches; nothing happens, and nothing is read, where there are no files.
   *
   * @param clientId the message's, 16 bytes
   * @throws Problem {@code file_not_ready} unless all are complete uploads of the sender for this
   *     message
   */
  public void attach(UserId sender, ChatId chat, byte[] clientId, List<FileId> ids) {
    if (ids.isEmpty()) {
      return;
    }
    String message = Bytes64.encode(clientId);
    List<FilePath> paths = ids.stream().map(id -> new FilePath(chat, message, id)).toList();
    for (int race = 0; race < MOST_RACES; race++) {
      List<StoredFile> complete = requireReady(sender, paths);
      complete.forEach(file -> objects.keep(file.path()));
      if (complete.isEmpty() || quotas.attach(complete)) {
        return;
      }
    }
    throw Problem.unavailable(new IllegalStateException("lost too many races for files"));
  }

  /** Those that are not attached yet. */
  private List<StoredFile> requireReady(UserId sender, List<FilePath> paths) {
    List<StoredFile> found = files.find(paths);
    boolean ready =
        found.size() == paths.size()
            && found.stream()
                .allMatch(
                    file ->
                        file.isOf(sender)
                            && file.isUsableAt(clock.millis())
                            && file.state() != StoredFile.State.OPEN);
    if (!ready) {
      throw Problem.of(
          ErrorCode.FILE_NOT_READY, "not all files are complete uploads for this message");
    }
    return found.stream().filter(file -> file.state() == StoredFile.State.COMPLETE).toList();
  }
}
