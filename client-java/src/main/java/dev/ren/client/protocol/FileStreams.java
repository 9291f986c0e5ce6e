package dev.ren.client.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Whole files as streams, a chunk at a time (§15): memory does not grow with the file. */
public final class FileStreams {
  private FileStreams() {}

  /** Takes the parts of a file one after the other. */
  @FunctionalInterface
  public interface PartSink {
    void accept(SealedPart part) throws IOException;
  }

  /**
   * Seals a whole file.
   *
   * @param recorded digests of chunks that were sealed before (see {@link FileCipher#seal})
   */
  public static void seal(
      FileCipher cipher, InputStream plaintext, Map<Integer, ByteString> recorded, PartSink sink)
      throws IOException {
    Map<Integer, ByteString> digests = new HashMap<>(recorded);
    FileLayout layout = cipher.layout();
    for (int index = 0; index < layout.count(); index++) {
      ByteString chunk = ByteString.of(plaintext.readNBytes(layout.chunkLength(index)));
      if (layout.isLast(index) && plaintext.read() >= 0) {
        throw new ProtocolException(ErrorCode.FILE_CHANGED, "more bytes than at the beginning");
      }
      SealedPart part = cipher.seal(index, chunk, digests);
      digests.put(index, part.digest());
      sink.accept(part);
    }
  }

  /**
   * Opens the sealed chunks of a whole object, without the list of digests at its end. Nothing of a
   * chunk is written before all of it was found to be right.
   */
  public static void open(
      FileCipher cipher, FileDigests digests, InputStream chunks, OutputStream plaintext)
      throws IOException {
    FileLayout layout = cipher.layout();
    for (int index = 0; index < layout.count(); index++) {
      ByteString sealed = ByteString.of(chunks.readNBytes(layout.sealedChunk(index).length()));
      if (layout.isLast(index) && chunks.read() >= 0) {
        throw new ProtocolException(ErrorCode.FILE_OVERLONG, "more than the file's size says");
      }
      plaintext.write(cipher.open(digests, index, sealed).toArray());
    }
  }

  /** Opens a whole object at once: for small files. */
  public static ByteString openObject(FileCipher cipher, ByteString manifest, ByteString object) {
    FileLayout layout = cipher.layout();
    FileDigests.requireLength(object, layout.objectSize());
    int end = (int) layout.digestList().offset();
    FileDigests digests = FileDigests.open(layout, manifest, object.slice(end, object.size()));
    ByteArrayOutputStream plaintext = new ByteArrayOutputStream();
    try {
      open(cipher, digests, new ByteArrayInputStream(object.slice(0, end).toArray()), plaintext);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.of(plaintext.toByteArray());
  }
}
