package dev.ren.realtime;

import dev.ren.platform.Caller;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.SocketEvent;

/** Who is at the other end of a socket, as the authorizer said when it opened. */
public final class SocketCaller {
  private SocketCaller() {}

  /**
   * The caller; its expiry is the first token's, so ask {@link Presence} for the newest.
   *
   * @throws Problem {@code unauthorized} if the gateway does not say
   */
  public static Caller of(SocketEvent event) {
    Caller caller = event.caller();
    if (caller == null) {
      throw Problem.of(ErrorCode.UNAUTHORIZED, "nobody is known at this socket");
    }
    return caller;
  }
}
