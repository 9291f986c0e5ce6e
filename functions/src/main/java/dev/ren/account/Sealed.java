package dev.ren.account;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.Bytes64;
import dev.ren.platform.JsonObject;
import java.io.IOException;

/**
 * Something that a client sealed, with the revision in its associated data (PROTOCOL.md §5).
 *
 * @param rev of its own last sealing, from 1
 * @param bytes {@code nonce12 ‖ ciphertext ‖ tag16}; the server cannot open it
 */
record Sealed(long rev, byte[] bytes) {
  /** The longest sealed vault: two keys and a hundred earlier generations. */
  static final int MAX_VAULT = 32 * 1024;

  static final int SLOT = 60;
  static final int MAX_STATE = 256 * 1024;
  private static final long MAX_REV = (1L << 53) - 1;

  static Sealed read(JsonObject json, String field, int maxBytes) {
    JsonObject sealed = json.object(field);
    return new Sealed(sealed.number("rev", 1, MAX_REV), sealed.bytes("sealed", maxBytes));
  }

  /** A slot, which has exactly 60 bytes. */
  static Sealed readSlot(JsonObject json, String field) {
    JsonObject sealed = json.object(field);
    return new Sealed(sealed.number("rev", 1, MAX_REV), sealed.bytesOf("sealed", SLOT));
  }

  void write(JsonGenerator json, String field) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("rev", rev);
    json.writeStringField("sealed", Bytes64.encode(bytes));
    json.writeEndObject();
  }
}
