package dev.ren.client.protocol;

import java.util.List;
import java.util.stream.IntStream;

/** SHA-256 of every sealed chunk, as the message's manifest has them (§15). */
public final class FileDigests {
  private final List<ByteString> digests;

  private FileDigests(List<ByteString> digests) {
    this.digests = digests;
  }

  /**
   * From the end of a stored object, held against the manifest: {@link ErrorCode#FILE_TRUNCATED} or
   * {@link ErrorCode#FILE_OVERLONG} by the list's length, {@link ErrorCode#MANIFEST_MISMATCH} if it
   * is not the sender's.
   */
  public static FileDigests open(FileLayout layout, ByteString manifest, ByteString list) {
    requireLength(list, layout.digestList().length());
    List<ByteString> digests =
        IntStream.range(0, layout.count())
            .mapToObj(i -> list.slice(i * Digest.SHA256, (i + 1) * Digest.SHA256))
            .toList();
    if (!manifestOf(digests).equals(manifest)) {
      throw new ProtocolException(ErrorCode.MANIFEST_MISMATCH, "another list than the sender's");
    }
    return new FileDigests(digests);
  }

  /** {@code SHA-256(L(manifest) ‖ u32 count { SHA-256(ct_i) })}. */
  public static ByteString manifestOf(List<ByteString> digests) {
    ByteWriter out = ByteWriter.labelled(Label.MANIFEST).u32(digests.size());
    return Digest.sha256(out.raw(list(digests)).done());
  }

  /** The list as it ends the object. */
  static ByteString list(List<ByteString> digests) {
    ByteWriter out = new ByteWriter();
    digests.forEach(out::raw);
    return out.done();
  }

  /** Refuses another chunk than the sender's at this place. */
  void require(int index, ByteString digest) {
    if (digests.get(index).equals(digest)) {
      return;
    }
    throw digests.contains(digest)
        ? new ProtocolException(ErrorCode.CHUNK_REORDERED, "a chunk of another place")
        : new ProtocolException(ErrorCode.CHUNK_TAMPERED, "not the chunk that was sealed");
  }

  static void requireLength(ByteString bytes, long length) {
    if (bytes.size() < length) {
      throw new ProtocolException(ErrorCode.FILE_TRUNCATED, "less than the file's size says");
    }
    if (bytes.size() > length) {
      throw new ProtocolException(ErrorCode.FILE_OVERLONG, "more than the file's size says");
    }
  }
}
