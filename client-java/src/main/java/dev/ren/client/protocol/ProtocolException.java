package dev.ren.client.protocol;

/**
 * A client refuses what it was given. The message names the structure or the rule and never holds
 * key material or plaintext.
 */
public class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** A refusal with a reason for developers. */
  public ProtocolException(ErrorCode code, String detail) {
    super(code.code() + ": " + detail);
    this.code = code;
  }

  /** A refusal that a cryptographic operation caused. */
  public ProtocolException(ErrorCode code, String detail, Throwable cause) {
    super(code.code() + ": " + detail, cause);
    this.code = code;
  }

  /** Which of §16 it is. */
  public ErrorCode code() {
    return code;
  }
}
