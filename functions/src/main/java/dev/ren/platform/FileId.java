package dev.ren.platform;

/**
 * A stored file's id: 16 random bytes chosen by its uploader (PROTOCOL.md §15), kept as their
 * base64url text, which has one spelling.
 */
public record FileId(String value) {
  public static final int BYTES = 16;

  /**
   * Takes the text.
   *
   * @throws Problem {@code bad_request} if it is not 16 bytes in base64url
   */
  public FileId {
    if (Bytes64.decode(value).length != BYTES) {
      throw Problem.badRequest("a file id is not " + BYTES + " bytes");
    }
  }

  public static FileId of(byte[] bytes) {
    return new FileId(Bytes64.encode(bytes));
  }

  public byte[] bytes() {
    return Bytes64.decode(value);
  }
}
