package dev.ren.local;

import java.io.Serial;

/** A reason not to start that a person can do something about: one line, and an exit code. */
public final class StartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** Why, as an exit code of its own. */
  public enum Reason {
    /** An option is missing or wrong. */
    USAGE(64),
    /** The template has something that the local stack does not understand or cannot mount. */
    TEMPLATE(65),
    /** Somebody else listens on the port. */
    PORT_IN_USE(69),
    /** DynamoDB Local does not start. */
    DATABASE(70),
    /** The data folder cannot be written. */
    DATA_NOT_WRITABLE(73),
    /** Another stack runs on the data folder. */
    DATA_IN_USE(75),
    /** A version with other tables kept its data in the folder. */
    DATA_OF_ANOTHER_VERSION(78);

    private final int exitCode;

    Reason(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private final Reason reason;

  StartException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
