package dev.ren.client.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A user's own keys, as the vault keeps them (§5).
 *
 * @param encryption opens wraps to the newest identity
 * @param signing signs epochs, messages and credential records
 * @param identity the newest identity
 * @param earlier decryption keys of earlier generations, newest first
 */
public record AccountKeys(
    KeyPair encryption, KeyPair signing, SignedIdentity identity, List<Earlier> earlier) {
  /** A decryption key that a later generation replaced; it still opens old wraps. */
  public record Earlier(KeyPair encryption, Identity identity) {
    public Earlier {
      requireSame(encryption.publicKey(), identity.encryptionKey());
    }
  }

  public AccountKeys {
    requireSame(encryption.publicKey(), identity.identity().encryptionKey());
    requireSame(signing.publicKey(), identity.identity().signingKey());
    earlier = List.copyOf(earlier);
  }

  /** Generation 0 of a new account. */
  public static AccountKeys create(RandomSource random, UserId user, Login login) {
    KeyPair encryption = KeyPair.generate(random);
    KeyPair signing = KeyPair.generate(random);
    Identity identity =
        new Identity(
            user,
            login,
            0,
            ByteString.zeros(Identity.FINGERPRINT),
            encryption.publicKey(),
            signing.publicKey());
    SignedIdentity signed =
        new SignedIdentity(identity, Ecdsa.sign(signing, identity.encode()), Optional.empty());
    return new AccountKeys(encryption, signing, signed, List.of());
  }

  /** The next generation, signed by both; the keys of this one stay for reading. */
  public AccountKeys rotate(RandomSource random) {
    KeyPair nextEncryption = KeyPair.generate(random);
    KeyPair nextSigning = KeyPair.generate(random);
    Identity old = identity.identity();
    Identity next =
        new Identity(
            old.user(),
            old.login(),
            old.generation() + 1,
            old.fingerprint(),
            nextEncryption.publicKey(),
            nextSigning.publicKey());
    ByteString record = next.encode();
    List<Earlier> kept = new ArrayList<>(List.of(new Earlier(encryption, old)));
    kept.addAll(earlier);
    return new AccountKeys(
        nextEncryption,
        nextSigning,
        new SignedIdentity(
            next, Ecdsa.sign(nextSigning, record), Optional.of(Ecdsa.sign(signing, record))),
        kept);
  }

  /** Whose keys these are. */
  public UserId user() {
    return identity.identity().user();
  }

  /** The newest fingerprint. */
  public ByteString fingerprint() {
    return identity.identity().fingerprint();
  }

  /** The key that opens wraps to the identity with this fingerprint. */
  public Optional<KeyPair> decryptionKey(ByteString fingerprint) {
    if (fingerprint.equals(fingerprint())) {
      return Optional.of(encryption);
    }
    return earlier.stream()
        .filter(key -> key.identity().fingerprint().equals(fingerprint))
        .map(Earlier::encryption)
        .findFirst();
  }

  private static void requireSame(ByteString derived, ByteString recorded) {
    if (!derived.equals(recorded)) {
      throw new ProtocolException(
          ErrorCode.VAULT_REFUSED, "a private key does not belong to its record");
    }
  }
}
