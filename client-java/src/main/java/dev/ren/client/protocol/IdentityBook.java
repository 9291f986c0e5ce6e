package dev.ren.client.protocol;

import java.util.List;
import java.util.Optional;

/** The identities that this client accepts: its own, and those that its pins lead to. */
@FunctionalInterface
public interface IdentityBook {
  /** The user's accepted identities, of all generations. */
  List<Identity> of(UserId user);

  /** The user's accepted identity with this fingerprint, of whatever generation. */
  default Optional<Identity> find(UserId user, ByteString fingerprint) {
    return of(user).stream()
        .filter(identity -> identity.fingerprint().equals(fingerprint))
        .findFirst();
  }

  /** The accepted identity with this fingerprint and the user's later ones. */
  default List<Identity> since(UserId user, ByteString fingerprint) {
    long generation = require(user, fingerprint).generation();
    return of(user).stream().filter(later -> later.generation() >= generation).toList();
  }

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
