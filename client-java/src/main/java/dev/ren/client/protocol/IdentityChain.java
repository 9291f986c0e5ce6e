package dev.ren.client.protocol;

import java.util.List;
import java.util.Optional;

/** Verified generations of one user in order, without gaps (§4). */
public final class IdentityChain {
  private final List<SignedIdentity> generations;

  private IdentityChain(List<SignedIdentity> generations) {
    this.generations = generations;
  }

  /**
   * Verifies what a server answered: it names this user and login, generations follow each other,
   * all signatures hold.
   */
  public static IdentityChain verify(UserId user, Login login, List<SignedIdentity> generations) {
    if (generations.isEmpty()) {
      throw new ProtocolException(ErrorCode.IDENTITY_REFUSED, "no identity");
    }
    Identity first = generations.getFirst().identity();
    if (!first.user().equals(user) || !first.login().equals(login)) {
      throw new ProtocolException(ErrorCode.IDENTITY_REFUSED, "another user or login");
    }
    generations.getFirst().verifyOwn();
    for (int i = 1; i < generations.size(); i++) {
      generations.get(i).verifyAfter(generations.get(i - 1).identity());
    }
    return new IdentityChain(List.copyOf(generations));
  }

  /** Whose it is. */
  public UserId user() {
    return newest().identity().user();
  }

  /** The last generation. */
  public SignedIdentity newest() {
    return generations.getLast();
  }

  /** All generations, oldest first. */
  public List<Identity> identities() {
    return generations.stream().map(SignedIdentity::identity).toList();
  }

  /** The generation with this fingerprint. */
  public Optional<Identity> find(ByteString fingerprint) {
    return generations.stream()
        .map(SignedIdentity::identity)
        .filter(identity -> identity.fingerprint().equals(fingerprint))
        .findFirst();
  }
}
