package dev.ren.client.protocol;

import java.util.Optional;

/**
 * The identity of another user that this account relies on (§8).
 *
 * @param verified a fingerprint that the person compared; it counts while it is the pinned one
 * @param blocked a fingerprint that does not continue the pinned chain and waits for the person
 */
public record Pin(
    Login login,
    long generation,
    ByteString fingerprint,
    Optional<ByteString> verified,
    Optional<ByteString> blocked) {
  /** A first contact. */
  public static Pin first(Identity identity) {
    return new Pin(
        identity.login(),
        identity.generation(),
        identity.fingerprint(),
        Optional.empty(),
        Optional.empty());
  }

  /** The pin after the user's keys changed by a signed chain: a verified mark falls. */
  public Pin advanced(Identity successor) {
    return first(successor);
  }

  /** The pin with the person's word that the fingerprint is right. */
  public Pin withVerified() {
    return new Pin(login, generation, fingerprint, Optional.of(fingerprint), blocked);
  }

  /** The pin that waits for a decision about another fingerprint. */
  public Pin withBlocked(ByteString other) {
    return new Pin(login, generation, fingerprint, verified, Optional.of(other));
  }

  /**
   * Of two pins of one user the higher generation holds, at the same generation this one; {@code
   * verified} falls when it is not the pinned fingerprint.
   */
  Pin merge(Pin that) {
    Pin winner = that.generation > generation ? that : this;
    ByteString kept = winner.fingerprint;
    return new Pin(
        winner.login,
        winner.generation,
        kept,
        verified.filter(kept::equals).or(() -> that.verified.filter(kept::equals)),
        blocked
            .filter(other -> !other.equals(kept))
            .or(() -> that.blocked.filter(other -> !other.equals(kept))));
  }
}
