package dev.ren.client.protocol;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id version 1.3 (RFC 9106) with 32 bytes of output. */
final class Argon2id {
  private Argon2id() {}

  static ByteString derive(
      ByteString password, ByteString salt, int memoryKib, int iterations, int parallelism) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(iterations)
            .withParallelism(parallelism)
            .withSalt(salt.toArray())
            .build());
    byte[] derived = new byte[32];
    generator.generateBytes(password.toArray(), derived);
    return ByteString.of(derived);
  }
}
