package dev.ren.client.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Seals and opens the chunks of one file by STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over
 * AES-256-GCM (§15).
 */
public record FileCipher(FileSecret secret, FileLayout layout) {
  /**
   * Seals one chunk as a part. The nonce is the chunk's place, so one key must never seal two
   * contents for one place: {@link ErrorCode#FILE_CHANGED} refuses a chunk whose digest is not the
   * recorded one, and one of another length than the layout's.
   *
   * @param recorded digests of this upload's chunks that were sealed before, by index; the last
   *     part needs those of all others
   */
  public SealedPart seal(int index, ByteString chunk, Map<Integer, ByteString> recorded) {
    if (chunk.size() != layout.chunkLength(index)) {
      throw new ProtocolException(ErrorCode.FILE_CHANGED, "another length than at the beginning");
    }
    ByteString sealed = Aead.encrypt(secret.key(), nonce(index), associatedData(), chunk);
    ByteString digest = Digest.sha256(sealed);
    if (!recorded.getOrDefault(index, digest).equals(digest)) {
      throw new ProtocolException(ErrorCode.FILE_CHANGED, "other bytes than at the beginning");
    }
    if (!layout.isLast(index)) {
      return new SealedPart(index, sealed, digest, digest);
    }
    List<ByteString> digests = new ArrayList<>();
    for (int i = 0; i < index; i++) {
      ByteString other = recorded.get(i);
      if (other == null) {
        throw new IllegalArgumentException("the last part needs the digests of all others");
      }
      digests.add(other);
    }
    digests.add(digest);
    ByteString part = new ByteWriter().raw(sealed).raw(FileDigests.list(digests)).done();
    return new SealedPart(index, part, digest, Digest.sha256(part));
  }

  /**
   * The plaintext of a sealed chunk, after it was held against its digest: {@link
   * ErrorCode#FILE_TRUNCATED}, {@link ErrorCode#FILE_OVERLONG}, {@link ErrorCode#CHUNK_REORDERED},
   * {@link ErrorCode#CHUNK_TAMPERED}, or {@link ErrorCode#UNDECRYPTABLE} if the sender sealed it
   * otherwise than he says.
   */
  public ByteString open(FileDigests digests, int index, ByteString sealed) {
    FileDigests.requireLength(sealed, layout.sealedChunk(index).length());
    digests.require(index, Digest.sha256(sealed));
    return Aead.decrypt(
        secret.key(), nonce(index), associatedData(), sealed, ErrorCode.UNDECRYPTABLE);
  }

  /** {@code prefix7 ‖ u32 index ‖ u8 last}. */
  private ByteString nonce(int index) {
    int last = layout.isLast(index) ? 1 : 0;
    return new ByteWriter().raw(secret.prefix()).u32(index).u8(last).done();
  }

  /** {@code L(file) ‖ v(fileId16) ‖ u32 chunkSize ‖ u64 size}. */
  private ByteString associatedData() {
    return ByteWriter.labelled(Label.FILE)
        .variable(secret.id())
        .u32(layout.chunkSize())
        .u64(layout.size())
        .done();
  }
}
