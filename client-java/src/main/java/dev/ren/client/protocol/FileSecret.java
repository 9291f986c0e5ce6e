package dev.ren.client.protocol;

/**
 * What seals a file (§15): made anew for every upload and never used for a second one.
 *
 * @param id 16 bytes
 * @param key 32 bytes
 * @param prefix 7 bytes: the first of every chunk's nonce
 */
public record FileSecret(ByteString id, ByteString key, ByteString prefix) {
  static final int ID = 16;
  static final int KEY = 32;
  static final int PREFIX = 7;

  public FileSecret {
    id.exactly(ID, "file id");
    key.exactly(KEY, "file key");
    prefix.exactly(PREFIX, "nonce prefix");
  }

  /** A new upload's. */
  public static FileSecret random(RandomSource random) {
    return new FileSecret(random.take(ID), random.take(KEY), random.take(PREFIX));
  }
}
