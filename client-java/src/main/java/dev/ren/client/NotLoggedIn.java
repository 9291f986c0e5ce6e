package dev.ren.client;

/** The store holds no session. */
public final class NotLoggedIn extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** No session. */
  public NotLoggedIn() {
    super("not logged in");
  }
}
