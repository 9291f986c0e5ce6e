package dev.ren.client.protocol;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The identity of another user that this account relies on (§8).
 *
 * @param verified a fingerprint that the person compared; it counts while it is the pinned one
 * @param blocked a fingerprint that does not continue the pinned chain and waits for the person
 * @param decided how often the person accepted an identity that did not continue the pinned one
 */
public record Pin(
    Login login,
    long generation,
    ByteString fingerprint,
    Optional<ByteString> verified,
    Optional<ByteString> blocked,
    long decided) {
  // Fingerprints are compared as base64url texts (§8).
  private static final Comparator<ByteString> AS_TEXT =
      Comparator.comparing(ByteString::toBase64Url);

  /** The pin that holds of two comes last. */
  private static final Comparator<Pin> STRENGTH =
      Comparator.comparingLong(Pin::decided)
          .thenComparingLong(Pin::generation)
          .thenComparing(Comparator.comparing(Pin::fingerprint, AS_TEXT).reversed());

  /** A first contact. */
  public static Pin first(Identity identity) {
    return new Pin(
        identity.login(),
        identity.generation(),
        identity.fingerprint(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /**
   * The pin after a look at the user's chain: this one, or the chain's newest identity if it
   * continues this one; a verified mark falls with its key. {@link ErrorCode#IDENTITY_CHANGED} if
   * the pinned identity is not on the chain.
   */
  public Pin follow(IdentityChain chain) {
    if (chain.find(fingerprint).isEmpty()) {
      throw new ProtocolException(
          ErrorCode.IDENTITY_CHANGED,
          "the key of " + chain.user() + " does not continue the known");
    }
    Identity newest = chain.newest().identity();
    ByteString next = newest.fingerprint();
    return new Pin(
        newest.login(),
        newest.generation(),
        next,
        verified.filter(next::equals),
        blocked.filter(other -> !other.equals(next)),
        decided);
  }

  /** The pin with the person's word that the fingerprint is right. */
  public Pin withVerified() {
    return new Pin(login, generation, fingerprint, Optional.of(fingerprint), blocked, decided);
  }

  /** The pin that waits for a decision about another fingerprint. */
  public Pin withBlocked(ByteString other) {
    return new Pin(login, generation, fingerprint, verified, Optional.of(other), decided);
  }

  /** The pin after the person decided to go on relying on it, and not on the blocked one. */
  public Pin keep() {
    return new Pin(login, generation, fingerprint, verified, Optional.empty(), decided + 1);
  }

  /** Of two pins of one user, by the laws of §8: the order does not matter. */
  Pin merge(Pin that) {
    boolean thisHolds = STRENGTH.compare(this, that) >= 0;
    Pin winner = thisHolds ? this : that;
    Pin loser = thisHolds ? that : this;
    ByteString kept = winner.fingerprint;
    boolean undecided = winner.decided == loser.decided;
    boolean rivals = undecided && winner.generation == loser.generation;
    Stream<ByteString> candidates =
        Stream.concat(
            rivals ? Stream.of(loser.fingerprint) : Stream.empty(),
            Stream.concat(
                winner.blocked.stream(), undecided ? loser.blocked.stream() : Stream.empty()));
    return new Pin(
        winner.login,
        winner.generation,
        kept,
        winner.verified.filter(kept::equals).or(() -> loser.verified.filter(kept::equals)),
        candidates.filter(other -> !other.equals(kept)).min(AS_TEXT),
        winner.decided);
  }
}
