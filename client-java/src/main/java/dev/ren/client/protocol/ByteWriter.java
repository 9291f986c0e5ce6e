package dev.ren.client.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the notation of §1: big-endian integers, {@code v(x)} and {@code L(s)}. */
public final class ByteWriter {
  /** The largest {@code u64} of the protocol, 2^53 − 1: the largest exact integer of JSON. */
  public static final long MAX_U64 = (1L << 53) - 1;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Starts with the label. */
  public static ByteWriter labelled(Label label) {
    return new ByteWriter().variable(label.text());
  }

  /** One byte. */
  public ByteWriter u8(int value) {
    out.write(within(value, 0xff, "u8"));
    return this;
  }

  /** Two bytes. */
  public ByteWriter u16(int value) {
    return bigEndian(within(value, 0xffff, "u16"), 2);
  }

  /** Four bytes; the value is 0 … 2^32 − 1. */
  public ByteWriter u32(long value) {
    if (value < 0 || value > 0xffff_ffffL) {
      throw new ProtocolException(ErrorCode.MALFORMED, "u32 out of range");
    }
    return bigEndian(value, 4);
  }

  /** Eight bytes; the value is 0 … {@link #MAX_U64}. */
  public ByteWriter u64(long value) {
    if (value < 0 || value > MAX_U64) {
      throw new ProtocolException(ErrorCode.MALFORMED, "u64 out of range");
    }
    return bigEndian(value, 8);
  }

  /** The bytes as they are. */
  public ByteWriter raw(ByteString bytes) {
    return raw(bytes.toArray());
  }

  /** The bytes as they are. */
  public ByteWriter raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** {@code v(x)}: length in two bytes, then the bytes. */
  public ByteWriter variable(ByteString bytes) {
    return u16(bytes.size()).raw(bytes);
  }

  /** {@code v(x)} of text in UTF-8. */
  public ByteWriter variable(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return u16(utf8.length).raw(utf8);
  }

  /** What was written. */
  public ByteString done() {
    return ByteString.of(out.toByteArray());
  }

  /** What was written. */
  public byte[] toArray() {
    return out.toByteArray();
  }

  private ByteWriter bigEndian(long value, int length) {
    for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
      out.write((int) (value >>> shift) & 0xff);
    }
    return this;
  }

  private static int within(int value, int max, String what) {
    if (value < 0 || value > max) {
      throw new ProtocolException(ErrorCode.MALFORMED, what + " out of range");
    }
    return value;
  }
}
