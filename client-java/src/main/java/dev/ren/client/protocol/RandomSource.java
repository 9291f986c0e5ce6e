package dev.ren.client.protocol;

import java.security.SecureRandom;

/** Where keys, nonces and ids come from: the operating system, or a script in the vectors. */
@FunctionalInterface
public interface RandomSource {
  /** As many unpredictable bytes. */
  byte[] bytes(int length);

  /** The same as an immutable value. */
  default ByteString take(int length) {
    return ByteString.of(bytes(length));
  }

  /** The generator of the platform. */
  static RandomSource of(SecureRandom random) {
    return length -> {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    };
  }
}
