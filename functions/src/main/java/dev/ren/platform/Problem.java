package dev.ren.platform;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A refusal that reaches the caller: RFC 9457 problem details on REST, an {@code error} event on
 * the socket. The detail helps whoever writes a client; it never holds a secret or another person's
 * data.
 */
public final class Problem extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final int retryAfterSeconds;

  private Problem(ErrorCode code, String detail, int retryAfterSeconds, @Nullable Throwable cause) {
    // No stack trace: a refusal is an answer, not a fault, and strangers can ask for many.
    super(detail, cause, false, false);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  public static Problem of(ErrorCode code, String detail) {
    return new Problem(code, detail, 0, null);
  }

  public static Problem badRequest(String detail) {
    return of(ErrorCode.BAD_REQUEST, detail);
  }

  public static Problem rateLimited(int retryAfterSeconds) {
    return new Problem(
        ErrorCode.RATE_LIMITED, "too many requests, try again later", retryAfterSeconds, null);
  }

  public static Problem unavailable(Throwable cause) {
    return new Problem(ErrorCode.UNAVAILABLE, "busy, try again", 1, cause);
  }

  public ErrorCode code() {
    return code;
  }

  public String detail() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** Seconds for {@code Retry-After}; 0 where there is none. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
