package dev.ren.client.protocol;

import java.util.Optional;

/**
 * An identity with its signatures (§4).
 *
 * @param signature by its own signing key, 64 bytes
 * @param predecessorSignature by the signing key of the generation before; none at generation 0
 */
public record SignedIdentity(
    Identity identity, ByteString signature, Optional<ByteString> predecessorSignature) {
  /** From the wire, not verified yet. */
  public static SignedIdentity decode(
      ByteString record, ByteString signature, Optional<ByteString> predecessorSignature) {
    return new SignedIdentity(Identity.decode(record), signature, predecessorSignature);
  }

  /** Returns if its own signature holds, else {@link ErrorCode#BAD_SIGNATURE}. */
  public void verifyOwn() {
    Ecdsa.verify(identity.signingKey(), identity.encode(), signature, "identity");
  }

  /** Returns if this follows {@code before} in a chain, both signatures included. */
  public void verifyAfter(Identity before) {
    boolean follows =
        identity.user().equals(before.user())
            && identity.login().equals(before.login())
            && identity.generation() == before.generation() + 1
            && identity.previous().equals(before.fingerprint());
    if (!follows) {
      throw new ProtocolException(ErrorCode.IDENTITY_REFUSED, "does not follow the one before");
    }
    verifyOwn();
    ByteString byPredecessor =
        predecessorSignature.orElseThrow(
            () -> new ProtocolException(ErrorCode.BAD_SIGNATURE, "no predecessor signature"));
    Ecdsa.verify(before.signingKey(), identity.encode(), byPredecessor, "identity predecessor");
  }
}
