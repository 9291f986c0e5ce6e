package dev.ren.client.protocol;

/**
 * Where a file's bytes are (§15): chunks of the plaintext, and parts of the object that is stored.
 *
 * @param size bytes of the plaintext
 * @param chunkSize plaintext bytes of every chunk but the last
 * @param count chunks, and parts: at least 1
 */
public record FileLayout(long size, int chunkSize, int count) {
  /** Plaintext bytes of a chunk in version 1. */
  public static final int CHUNK = 8_388_608;

  /** Most chunks: S3 takes 10,000 parts of one object. */
  public static final int MAX_CHUNKS = 10_000;

  /** Bytes from {@code offset} on. */
  public record Range(long offset, int length) {}

  /** A file's layout, or {@link ErrorCode#MALFORMED} if it is too large. */
  public static FileLayout of(long size) {
    return of(size, CHUNK);
  }

  /** With chunks of another size: in vectors and tests only, no reader takes it. */
  static FileLayout of(long size, int chunkSize) {
    long count = Math.max(1, Math.ceilDiv(size, (long) chunkSize));
    if (size < 0 || count > MAX_CHUNKS) {
      throw new ProtocolException(ErrorCode.MALFORMED, "a file of an impossible size");
    }
    return new FileLayout(size, chunkSize, (int) count);
  }

  /** Plaintext bytes of a chunk. */
  public int chunkLength(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(index);
    }
    return isLast(index) ? (int) (size - (long) (count - 1) * chunkSize) : chunkSize;
  }

  /** Where a sealed chunk lies in the object. */
  public Range sealedChunk(int index) {
    return new Range((long) index * (chunkSize + Aead.TAG), chunkLength(index) + Aead.TAG);
  }

  /** Where the list of digests lies in the object: at its end. */
  public Range digestList() {
    return new Range(size + (long) count * Aead.TAG, count * Digest.SHA256);
  }

  /** Bytes of the part with this index: the last one has the digests too. */
  public int partLength(int index) {
    int sealed = sealedChunk(index).length();
    return isLast(index) ? sealed + digestList().length() : sealed;
  }

  /** Bytes of the object that is stored. */
  public long objectSize() {
    return digestList().offset() + digestList().length();
  }

  /** Whether this is the last chunk, as its nonce says. */
  public boolean isLast(int index) {
    return index == count - 1;
  }
}
