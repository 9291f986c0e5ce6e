package dev.ren.client.api;

import java.time.Duration;
import java.util.Optional;

/** A call that the server refused (RFC 9457), or that did not reach it. */
public final class ApiException extends RuntimeException {
  /** The code of a call that did not reach the server or got no answer. */
  public static final String UNREACHABLE = "unreachable";

  private static final long serialVersionUID = 1L;

  private final String code;
  private final int status;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param code of openapi.yaml's ErrorCode, or {@link #UNREACHABLE}
   * @param status HTTP status; 0 where there was none
   */
  public ApiException(String code, int status, String detail, Optional<Duration> retryAfter) {
    super(code + (status == 0 ? "" : " (" + status + ")") + ": " + detail);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** The server was not reached. */
  static ApiException unreachable(Exception cause) {
    ApiException e =
        new ApiException(UNREACHABLE, 0, String.valueOf(cause.getMessage()), Optional.empty());
    e.initCause(cause);
    return e;
  }

  /** The stable code. */
  public String code() {
    return code;
  }

  /** Whether this is that code. */
  public boolean is(String other) {
    return code.equals(other);
  }

  /** The HTTP status; 0 where there was none. */
  public int status() {
    return status;
  }

  /** How long the server asks to wait. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** Whether the same call may succeed later. */
  public boolean isTransient() {
    return status == 0 || status >= 500 || status == 429;
  }
}
