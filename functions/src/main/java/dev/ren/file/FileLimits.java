package dev.ren.file;

import dev.ren.platform.Platform;

/**
 * What the operator allows.
 *
 * @param file most bytes of one file's plaintext
 * @param quota most bytes of a user's objects together, sealed: uploading, pending and attached
 */
public record FileLimits(long file, long quota) {
  static FileLimits of(Platform platform) {
    return new FileLimits(
        Math.min(platform.number("MAX_FILE_BYTES"), FileLayout.MOST_BYTES),
        platform.number("USER_QUOTA_BYTES"));
  }
}
