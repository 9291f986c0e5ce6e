package dev.ren.client.protocol;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Immutable bytes with value equality, so that records can hold them. Equality takes the same time
 * wherever two values of one length differ. {@link #toString()} shows the length only: a value may
 * be a secret.
 */
public final class ByteString {
  private static final ByteString EMPTY = new ByteString(new byte[0]);

  private final byte[] bytes;

  private ByteString(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the bytes. */
  public static ByteString of(byte... bytes) {
    return new ByteString(bytes.clone());
  }

  /** No bytes. */
  public static ByteString empty() {
    return EMPTY;
  }

  /** {@code length} zero bytes. */
  public static ByteString zeros(int length) {
    return new ByteString(new byte[length]);
  }

  /** From lower-case or upper-case hexadecimal digits. */
  public static ByteString fromHex(String hex) {
    return new ByteString(HexFormat.of().parseHex(hex));
  }

  /** From base64url without padding; {@link ErrorCode#MALFORMED} otherwise. */
  public static ByteString fromBase64Url(String text) {
    return new ByteString(Base64Url.decode(text));
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return bytes.clone();
  }

  /** Lower-case hexadecimal digits. */
  public String toHex() {
    return HexFormat.of().formatHex(bytes);
  }

  /** Base64url without padding. */
  public String toBase64Url() {
    return Base64Url.encode(bytes);
  }

  /** How many bytes. */
  public int size() {
    return bytes.length;
  }

  /** The bytes from {@code from} to before {@code to}. */
  public ByteString slice(int from, int to) {
    return new ByteString(Arrays.copyOfRange(bytes, from, to));
  }

  /** This, or {@link ErrorCode#MALFORMED} unless it has {@code length} bytes. */
  public ByteString exactly(int length, String what) {
    if (bytes.length != length) {
      throw new ProtocolException(ErrorCode.MALFORMED, what + " has " + bytes.length + " bytes");
    }
    return this;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "ByteString[" + bytes.length + "]";
  }
}
