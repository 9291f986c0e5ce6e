package dev.ren.account;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Problem;
import dev.ren.platform.Wire;
import java.io.IOException;

/**
 * The cost of the password derivation (PROTOCOL.md §3). Version 1 has one: that every login gets
 * the same answer is what hides which logins exist.
 */
final class Kdf {
  static final int SALT = 16;
  private static final String ALGORITHM = "argon2id";
  private static final int MEMORY_KIB = 65_536;
  private static final int ITERATIONS = 3;
  private static final int PARALLELISM = 1;

  private Kdf() {}

  /** Refuses every other cost than version 1's. */
  static void require(JsonObject json) {
    JsonObject kdf = json.object("kdf");
    boolean ours =
        kdf.string("algorithm").equals(ALGORITHM)
            && kdf.number("memory_kib") == MEMORY_KIB
            && kdf.number("iterations") == ITERATIONS
            && kdf.number("parallelism") == PARALLELISM;
    if (!ours) {
      throw Problem.of(ErrorCode.BAD_REQUEST, "kdf is not the one of version 1");
    }
  }

  static void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("kdf");
    json.writeStringField("algorithm", ALGORITHM);
    json.writeNumberField("memory_kib", MEMORY_KIB);
    json.writeNumberField("iterations", ITERATIONS);
    json.writeNumberField("parallelism", PARALLELISM);
    json.writeEndObject();
  }

  /** {@code u8 1 ‖ u32 memoryKiB ‖ u32 iterations ‖ u8 parallelism ‖ v(salt16)}: 28 bytes. */
  static byte[] bytes(byte[] salt) {
    return new Wire.Writer().u8(1).u32(MEMORY_KIB).u32(ITERATIONS).u8(PARALLELISM).v(salt).bytes();
  }
}
