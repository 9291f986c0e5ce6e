package dev.ren.platform;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The notation of PROTOCOL.md §1 as a writer and a strict reader. */
public final class Wire {
  private Wire() {}

  /** {@code L(s)}: the label that separates one use from every other. */
  public static byte[] label(String name) {
    return new Writer().text("ren/v1/" + name).bytes();
  }

  /** Appends values in order. */
  public static final class Writer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    public Writer label(String name) {
      return raw(Wire.label(name));
    }

    /** {@code v(x)}: u16 length ‖ bytes. */
    public Writer v(byte[] bytes) {
      if (bytes.length > 0xffff) {
        throw new IllegalArgumentException("longer than a u16 can say");
      }
      out.write(bytes.length >>> 8);
      out.write(bytes.length);
      return raw(bytes);
    }

    public Writer text(String text) {
      return v(text.getBytes(StandardCharsets.UTF_8));
    }

    public Writer u8(int value) {
      out.write(value);
      return this;
    }

    public Writer u32(long value) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        out.write((int) (value >>> shift));
      }
      return this;
    }

    public Writer u64(long value) {
      return u32(value >>> 32).u32(value);
    }

    public Writer raw(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    public byte[] bytes() {
      return out.toByteArray();
    }
  }

  /** Reads values in order; everything that does not fit is refused. */
  public static final class Reader {
    private final byte[] bytes;
    private final ErrorCode refusal;
    private int at;

    /**
     * Reads from the beginning.
     *
     * @param refusal the code of the {@link Problem} if the bytes do not fit
     */
    public Reader(byte[] bytes, ErrorCode refusal) {
      this.bytes = bytes.clone();
      this.refusal = refusal;
    }

    public Reader label(String name) {
      if (!Arrays.equals(raw(Wire.label(name).length), Wire.label(name))) {
        throw refuse("another label than " + name);
      }
      return this;
    }

    public byte[] v() {
      return raw((u8() << 8) | u8());
    }

    public String text() {
      return new String(v(), StandardCharsets.UTF_8);
    }

    public int u8() {
      return raw(1)[0] & 0xff;
    }

    public long u32() {
      long value = 0;
      for (byte b : raw(4)) {
        value = (value << 8) | (b & 0xff);
      }
      return value;
    }

    /** At most 2^53 − 1, since JavaScript's numbers end there. */
    public long u64() {
      long high = u32();
      if (high >= 1 << 21) {
        throw refuse("a number over 2^53");
      }
      return (high << 32) | u32();
    }

    public byte[] raw(int length) {
      if (bytes.length - at < length) {
        throw refuse("too short");
      }
      at += length;
      return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Refuses bytes that are left over. */
    public void end() {
      if (at != bytes.length) {
        throw refuse("bytes left over");
      }
    }

    public Problem refuse(String detail) {
      return Problem.of(refusal, detail);
    }
  }
}
