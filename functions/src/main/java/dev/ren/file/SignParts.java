package dev.ren.file;

import dev.ren.platform.ErrorCode;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Gives URLs for parts: each for exactly the bytes whose digest was told. */
final class SignParts {
  static final int MOST = 16;

  private final FileStore files;
  private final FileUrls urls;
  private final Clock clock;

  SignParts(FileStore files, FileUrls urls, Clock clock) {
    this.files = files;
    this.urls = urls;
    this.clock = clock;
  }

  static SignParts of(Platform platform) {
    return new SignParts(FileStore.of(platform), SignedUrlStorage.of(platform), platform.clock());
  }

  /**
   * URLs.
   *
   * @param index of the first part, from 0
   * @param expiresAt milliseconds since 1970
   */
  record Signed(int index, List<FileUrls.PartUrl> urls, long expiresAt) {}

  /**
   * Signs for an upload that the caller has opened: 1 RRU.
   *
   * @param digests SHA-256 of consecutive parts
   * @throws Problem {@code file_not_ready} if it is not open (any more), {@code bad_request}
   */
  Signed sign(UserId user, FilePath path, int index, List<byte[]> digests) {
    StoredFile file =
        files
            .find(path)
            .filter(found -> found.isOf(user) && found.isUsableAt(clock.millis()))
            .filter(found -> found.uploadId().isPresent())
            .orElseThrow(SignParts::notOpen);
    return sign(file, index, digests);
  }

  /** The same for an upload that was just looked up. */
  Signed sign(StoredFile file, int index, List<byte[]> digests) {
    List<FileUrls.PartUrl> signed = new ArrayList<>();
    for (byte[] digest : digests) {
      String upload = file.uploadId().orElseThrow(SignParts::notOpen);
      int at = file.layout().requireIndex(index + signed.size());
      signed.add(urls.part(file.path(), upload, at, file.layout().partLength(at), digest));
    }
    long expiresAt = clock.millis() + FileUrls.LIFETIME_SECONDS * 1000;
    return new Signed(index, List.copyOf(signed), expiresAt);
  }

  private static Problem notOpen() {
    return Problem.of(ErrorCode.FILE_NOT_READY, "no such upload is open: open it again");
  }
}
