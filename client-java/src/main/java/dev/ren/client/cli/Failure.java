package dev.ren.client.cli;

import dev.ren.client.protocol.ProtocolException;
import java.util.function.Supplier;

/** A command cannot go on, for a reason of the command's own. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  Failure(ExitCode code, String sentence) {
    super(sentence);
    this.code = code;
  }

  ExitCode code() {
    return code;
  }

  /** What a person typed, read; {@code sentence} says what was expected. */
  static <T> T usageUnless(Supplier<T> read, String sentence) {
    try {
      return read.get();
    } catch (ProtocolException e) {
      throw new Failure(ExitCode.USAGE, sentence);
    }
  }
}
