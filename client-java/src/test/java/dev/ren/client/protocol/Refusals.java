package dev.ren.client.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What every negative test says: this code, and no other. */
final class Refusals {
  private Refusals() {}

  static void assertRefused(ErrorCode code, Executable action) {
    assertEquals(code, assertThrows(ProtocolException.class, action).code());
  }
}
