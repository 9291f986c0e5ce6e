package dev.ren.platform;

import org.jspecify.annotations.Nullable;

/**
 * The versions of PROTOCOL.md that this server serves. A client says its own with every request, in
 * the header {@value #HEADER}, and on a socket with {@code register}; who says none is of the time
 * before there was a second one. A client newer than the server is served as the server can.
 */
public final class ProtocolVersion {
  public static final String HEADER = "x-ren-version";

  /** Raised when the last clients of a version are to reload. */
  public static final int LOWEST = 1;

  public static final int NEWEST = 1;

  private static final int LARGEST = 1_000_000;

  private ProtocolVersion() {}

  /**
   * Reads what a request's header says.
   *
   * @throws Problem {@code client_too_old}, or {@code bad_request} if it is no version
   */
  static void require(@Nullable String header) {
    if (header == null) {
      return;
    }
    if (!header.matches("[0-9]{1,6}")) {
      throw Problem.badRequest(HEADER + " is not a version");
    }
    require(Integer.parseInt(header));
  }

  /**
   * Reads what a {@code register} says.
   *
   * @throws Problem {@code client_too_old}, or {@code bad_request} if it is no version
   */
  public static void require(JsonObject register) {
    if (register.has("version")) {
      require((int) register.number("version", 0, LARGEST));
    }
  }

  private static void require(int version) {
    if (version < LOWEST) {
      throw Problem.of(
          ErrorCode.CLIENT_TOO_OLD,
          "versions " + LOWEST + " to " + NEWEST + " are served: load the client anew");
    }
  }
}
