package dev.ren.client.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the notation of §1 and guesses nothing: too few bytes, bytes left over and text that is not
 * UTF-8 are {@link ErrorCode#MALFORMED}.
 */
public final class ByteReader {
  private final String what;
  private final ByteBuffer in;

  /**
   * @param what the structure's name for the error
   */
  public ByteReader(String what, ByteString bytes) {
    this.what = what;
    this.in = ByteBuffer.wrap(bytes.toArray());
  }

  /** Consumes the label that the structure begins with. */
  public ByteReader label(Label label) {
    if (!variableText().equals(label.text())) {
      throw malformed("another label");
    }
    return this;
  }

  /** One byte that must have this value: a version, suite or other constant. */
  public ByteReader constant(int expected) {
    if (u8() != expected) {
      throw malformed("unknown version or suite");
    }
    return this;
  }

  /** One byte. */
  public int u8() {
    return Byte.toUnsignedInt(need(1).get());
  }

  /** Two bytes. */
  public int u16() {
    return Short.toUnsignedInt(need(2).getShort());
  }

  /** Four bytes. */
  public long u32() {
    return Integer.toUnsignedLong(need(4).getInt());
  }

  /** Eight bytes, at most {@link ByteWriter#MAX_U64}. */
  public long u64() {
    long value = need(8).getLong();
    if (value < 0 || value > ByteWriter.MAX_U64) {
      throw malformed("u64 above 2^53 - 1");
    }
    return value;
  }

  /** As many bytes. */
  public ByteString raw(int length) {
    byte[] bytes = new byte[length];
    need(length).get(bytes);
    return ByteString.of(bytes);
  }

  /** {@code v(x)}. */
  public ByteString variable() {
    return raw(u16());
  }

  /** {@code v(x)} of a value whose length is fixed. */
  public ByteString variable(int length) {
    return variable().exactly(length, what);
  }

  /** {@code v(x)} of text. */
  public String variableText() {
    return utf8(variable());
  }

  /** All bytes that are left. */
  public ByteString rest() {
    return raw(in.remaining());
  }

  /** All bytes that are left, as text. */
  public String restText() {
    return utf8(rest());
  }

  /** Refuses bytes that are left over. */
  public void end() {
    if (in.hasRemaining()) {
      throw malformed(in.remaining() + " bytes left over");
    }
  }

  private String utf8(ByteString bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ProtocolException(ErrorCode.MALFORMED, what + ": not UTF-8", e);
    }
  }

  private ByteBuffer need(int length) {
    if (in.remaining() < length) {
      throw malformed("too short");
    }
    return in;
  }

  private ProtocolException malformed(String detail) {
    return new ProtocolException(ErrorCode.MALFORMED, what + ": " + detail);
  }
}
