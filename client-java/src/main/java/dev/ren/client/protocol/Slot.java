package dev.ren.client.protocol;

/** The vault key wrapped for one of the two ways to open a vault (§5). */
public enum Slot {
  /** Under the password's wrap key. */
  PASSWORD(1),
  /** Under the recovery key's wrap key. */
  RECOVERY(2);

  private final int kind;

  Slot(int kind) {
    this.kind = kind;
  }

  /** Wraps the vault key: 60 bytes. */
  public Sealed seal(
      RandomSource random, ByteString wrapKey, UserId user, long rev, ByteString vaultKey) {
    return new Sealed(rev, Aead.seal(random, wrapKey, aad(user, rev), vaultKey));
  }

  /** The vault key, or {@link ErrorCode#VAULT_REFUSED}. */
  public ByteString open(ByteString wrapKey, UserId user, Sealed slot) {
    ByteString vaultKey =
        Aead.open(wrapKey, aad(user, slot.rev()), slot.bytes(), ErrorCode.VAULT_REFUSED);
    if (vaultKey.size() != 32) {
      throw new ProtocolException(ErrorCode.VAULT_REFUSED, "a vault key has 32 bytes");
    }
    return vaultKey;
  }

  private ByteString aad(UserId user, long rev) {
    return ByteWriter.labelled(Label.SLOT).u8(kind).variable(user.value()).u32(rev).done();
  }
}
