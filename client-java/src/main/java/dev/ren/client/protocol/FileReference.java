package dev.ren.client.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** One file of a message (§10). */
public sealed interface FileReference {
  /** Most bytes of the inline files of one message together. */
  int MAX_INLINE = 40_960;

  /** What the sender says of it. */
  FileDetails details();

  /** A small file: its bytes are in the message. */
  record Inline(FileDetails details, ByteString data) implements FileReference {
    public Inline {
      if (data.size() != details.size() || data.size() > MAX_INLINE) {
        throw new ProtocolException(ErrorCode.MALFORMED, "inline data of another size");
      }
    }
  }

  /**
   * A file in the store, sealed in chunks.
   *
   * @param manifest 32 bytes: which bytes the sender sealed
   */
  record Stored(FileDetails details, FileSecret secret, ByteString manifest)
      implements FileReference {
    public Stored {
      manifest.exactly(Digest.SHA256, "manifest");
      FileLayout.of(details.size());
    }

    /** Where its bytes are. */
    public FileLayout layout() {
      return FileLayout.of(details.size());
    }

    @Override
    public String toString() {
      return "Stored";
    }
  }

  /** From the body's JSON, or {@link ErrorCode#MALFORMED}. */
  static FileReference read(JsonFields in) {
    FileDetails details = FileDetails.read(in);
    if (in.has("data")) {
      // A reader of one kind and a reader of the other would show different files.
      if (Stream.of("id", "key", "prefix", "chunk", "manifest").anyMatch(in::has)) {
        throw new ProtocolException(ErrorCode.MALFORMED, "both inline and stored");
      }
      return new Inline(details, in.bytes("data"));
    }
    if (in.number("chunk") != FileLayout.CHUNK) {
      throw new ProtocolException(ErrorCode.MALFORMED, "another chunk size");
    }
    return new Stored(
        details,
        new FileSecret(in.bytes("id"), in.bytes("key"), in.bytes("prefix")),
        in.bytes("manifest"));
  }

  /** For the body's JSON. */
  default ObjectNode write() {
    ObjectNode node = details().write();
    return switch (this) {
      case Inline inline -> node.put("data", inline.data().toBase64Url());
      case Stored stored ->
          node.put("id", stored.secret().id().toBase64Url())
              .put("key", stored.secret().key().toBase64Url())
              .put("prefix", stored.secret().prefix().toBase64Url())
              .put("chunk", FileLayout.CHUNK)
              .put("manifest", stored.manifest().toBase64Url());
    };
  }
}
