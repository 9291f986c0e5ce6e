package dev.ren.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ren.client.api.ApiException;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.ProtocolException;
import org.junit.jupiter.api.function.Executable;

/** Expectations of refusals. */
public final class Refusals {
  private Refusals() {}

  /** The server must answer with this status and code of openapi.yaml. */
  public static void assertRefused(int status, String code, Executable call) {
    ApiException e = assertThrows(ApiException.class, call);
    assertEquals(code, e.code(), e.getMessage());
    assertEquals(status, e.status(), e.getMessage());
  }

  /** The client itself must refuse what the server answered. */
  public static void assertRefusedByClient(ErrorCode code, Executable call) {
    ProtocolException e = assertThrows(ProtocolException.class, call);
    assertEquals(code, e.code(), e.getMessage());
  }
}
