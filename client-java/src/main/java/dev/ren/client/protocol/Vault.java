package dev.ren.client.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Seals and opens the account keys under the vault key (§5). */
public final class Vault {
  private static final int VERSION = 1;

  private Vault() {}

  /** A new vault key, 32 bytes. */
  public static ByteString newKey(RandomSource random) {
    return random.take(32);
  }

  /** Seals the keys. */
  public static Sealed seal(RandomSource random, ByteString vaultKey, AccountKeys keys, long rev) {
    return new Sealed(
        rev, Aead.seal(random, sealingKey(vaultKey), aad(keys.user(), rev), encode(keys)));
  }

  /**
   * Opens the vault of {@code user}: it opens, each private key belongs to its record, each record
   * is the user's, the newest one's own signature holds.
   */
  public static AccountKeys open(ByteString vaultKey, UserId user, Login login, Sealed vault) {
    ByteString body =
        Aead.open(
            sealingKey(vaultKey), aad(user, vault.rev()), vault.bytes(), ErrorCode.VAULT_REFUSED);
    AccountKeys keys = decode(body);
    requireOwn(keys.identity().identity(), user, login);
    keys.earlier().forEach(earlier -> requireOwn(earlier.identity(), user, login));
    keys.identity().verifyOwn();
    return keys;
  }

  /** The layout of {@code body}. */
  static ByteString encode(AccountKeys keys) {
    ByteWriter out =
        new ByteWriter()
            .u8(VERSION)
            .variable(keys.encryption().privateKey())
            .variable(keys.signing().privateKey())
            .variable(keys.identity().identity().encode())
            .variable(keys.identity().signature())
            .variable(keys.identity().predecessorSignature().orElse(ByteString.empty()))
            .u16(keys.earlier().size());
    for (AccountKeys.Earlier earlier : keys.earlier()) {
      out.variable(earlier.encryption().privateKey()).variable(earlier.identity().encode());
    }
    return out.done();
  }

  /** Reads {@code body} and checks that keys belong to their records. */
  static AccountKeys decode(ByteString body) {
    ByteReader in = new ByteReader("vault", body).constant(VERSION);
    KeyPair encryption = KeyPair.of(in.variable(P256.SCALAR));
    KeyPair signing = KeyPair.of(in.variable(P256.SCALAR));
    Identity identity = Identity.decode(in.variable());
    ByteString signature = in.variable(Ecdsa.SIGNATURE);
    ByteString predecessor = in.variable();
    int count = in.u16();
    List<AccountKeys.Earlier> earlier = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      earlier.add(
          new AccountKeys.Earlier(
              KeyPair.of(in.variable(P256.SCALAR)), Identity.decode(in.variable())));
    }
    in.end();
    Optional<ByteString> predecessorSignature =
        predecessor.size() == 0
            ? Optional.empty()
            : Optional.of(predecessor.exactly(Ecdsa.SIGNATURE, "predecessor signature"));
    return new AccountKeys(
        encryption,
        signing,
        new SignedIdentity(identity, signature, predecessorSignature),
        earlier);
  }

  private static void requireOwn(Identity identity, UserId user, Login login) {
    if (!identity.user().equals(user) || !identity.login().equals(login)) {
      throw new ProtocolException(ErrorCode.VAULT_REFUSED, "a record of another account");
    }
  }

  private static ByteString sealingKey(ByteString vaultKey) {
    return Hkdf.derive(vaultKey, ByteWriter.labelled(Label.VAULT_KEY).done());
  }

  private static ByteString aad(UserId user, long rev) {
    return ByteWriter.labelled(Label.VAULT).variable(user.value()).u32(rev).done();
  }
}
