package dev.ren.client.protocol;

import java.util.Optional;

/** The identities that this client accepts: its own, and those that its pins lead to. */
@FunctionalInterface
public interface IdentityBook {
  /** The user's accepted identity with this fingerprint, of whatever generation. */
  Optional<Identity> find(UserId user, ByteString fingerprint);

  /** The same, or {@link ErrorCode#IDENTITY_CHANGED}. */
  default Identity require(UserId user, ByteString fingerprint) {
    return find(user, fingerprint)
        .orElseThrow(
            () ->
                new ProtocolException(
                    ErrorCode.IDENTITY_CHANGED, "a key of " + user + " is not accepted"));
  }

  /** Whether {@code newer} is {@code older} or a signed successor of it. */
  default boolean continues(UserId user, ByteString older, ByteString newer) {
    return require(user, older).generation() <= require(user, newer).generation();
  }
}
