package dev.ren.file;

import dev.ren.platform.Problem;

/**
 * How a file of some size lies in its object (PROTOCOL.md §15): chunks of 8 MiB, each 16 bytes
 * longer when sealed, and a digest of 32 bytes for each at the end of the last part.
 *
 * @param size bytes of the plaintext
 * @param chunks as many as the object has parts
 */
public record FileLayout(long size, int chunks) {
  static final long CHUNK = 8L * 1024 * 1024;
  private static final int TAG = 16;
  private static final int DIGEST = 32;

  /** S3's most parts of one upload. */
  private static final int MOST_CHUNKS = 10_000;

  static final long MOST_BYTES = CHUNK * MOST_CHUNKS;

  /** The layout of a size up to {@link #MOST_BYTES}. */
  static FileLayout of(long size) {
    if (size < 0 || size > MOST_BYTES) {
      throw new IllegalArgumentException("no file has " + size + " bytes");
    }
    return new FileLayout(size, (int) Math.max(1, (size + CHUNK - 1) / CHUNK));
  }

  long objectSize() {
    return size + (long) chunks * (TAG + DIGEST);
  }

  /**
   * Bytes of a part.
   *
   * @param index from 0; S3's part number is one more
   */
  long partLength(int index) {
    return index < chunks - 1 ? CHUNK + TAG : objectSize() - start(index);
  }

  /** Where a part and its chunk begin in the object. */
  private long start(int index) {
    return index * (CHUNK + TAG);
  }

  /** A sealed chunk's bytes in the object, as an HTTP range (RFC 9110 §14.1.2). */
  String chunkRange(int index) {
    long end = index < chunks - 1 ? start(index + 1) : objectSize() - (long) chunks * DIGEST;
    return "bytes=" + start(index) + "-" + (end - 1);
  }

  /**
   * Checks that there is such a chunk.
   *
   * @throws Problem {@code bad_request}
   */
  int requireIndex(int index) {
    if (index < 0 || index >= chunks) {
      throw Problem.badRequest("the file has no such chunk");
    }
    return index;
  }
}
