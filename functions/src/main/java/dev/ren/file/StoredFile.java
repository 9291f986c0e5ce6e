package dev.ren.file;

import dev.ren.platform.UserId;
import java.util.Optional;

/**
 * A file that was announced, as the table knows it.
 *
 * @param uploader whose quota it counts against
 * @param uploadId S3's name of the multipart upload; empty until there is one
 * @param expiresAt milliseconds since 1970 from which on it may not be used any more; nothing that
 *     is attached expires
 */
public record StoredFile(
    FilePath path,
    UserId uploader,
    FileLayout layout,
    State state,
    Optional<String> uploadId,
    long expiresAt) {

  /** Only forward: an upload is open, then an object, then part of a message. */
  enum State {
    OPEN,
    COMPLETE,
    ATTACHED
  }

  boolean isUsableAt(long now) {
    return state == State.ATTACHED || now < expiresAt;
  }

  boolean isOf(UserId user) {
    return uploader.equals(user);
  }
}
