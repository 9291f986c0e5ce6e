package dev.ren.client.cli;

/** A command cannot go on, for a reason of the command's own. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Failure(String sentence) {
    super(sentence);
  }
}
