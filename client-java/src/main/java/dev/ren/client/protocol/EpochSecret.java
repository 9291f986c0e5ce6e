package dev.ren.client.protocol;

/**
 * The secret that an epoch's message keys come from (§9).
 *
 * @param bytes 32 bytes
 */
public record EpochSecret(ByteString bytes) {
  /** Bytes of a wrap: {@code enc65 ‖ ct48}. */
  public static final int WRAP = 113;

  public EpochSecret {
    bytes.exactly(32, "epoch secret");
  }

  /** A new secret. */
  public static EpochSecret create(RandomSource random) {
    return new EpochSecret(random.take(32));
  }

  /** {@code commit32}: what the record commits to. */
  public ByteString commitment(ChatId chat, long number) {
    return Hkdf.derive(
        bytes, ByteWriter.labelled(Label.COMMIT).variable(chat.value()).u32(number).done());
  }

  /** Wraps the secret for one member of the epoch with this hash. */
  public ByteString wrap(RandomSource random, ByteString epochHash, Identity member) {
    return Hpke.seal(
        random,
        member.encryptionKey(),
        info(epochHash, member.user(), member.fingerprint()),
        bytes);
  }

  /**
   * Opens the own wrap of an epoch and holds it against the commitment: {@link
   * ErrorCode#UNDECRYPTABLE}, {@link ErrorCode#COMMITMENT_MISMATCH}.
   */
  public static EpochSecret open(EpochRecord epoch, AccountKeys keys, ByteString wrap) {
    Member self =
        epoch
            .member(keys.user())
            .orElseThrow(() -> undecryptable("a wrap for one who is no member"));
    KeyPair key =
        keys.decryptionKey(self.fingerprint())
            .orElseThrow(() -> undecryptable("a wrap to a key that is not mine"));
    ByteString info = info(epoch.hash(), self.user(), self.fingerprint());
    ByteString opened = Hpke.open(key, info, wrap.exactly(WRAP, "wrap"));
    EpochSecret secret = new EpochSecret(opened);
    if (!secret.commitment(epoch.chat(), epoch.number()).equals(epoch.commitment())) {
      throw new ProtocolException(
          ErrorCode.COMMITMENT_MISMATCH, "the maker gave members different secrets");
    }
    return secret;
  }

  /** HPKE's info: binds a wrap to the epoch, the member and the member's key. */
  static ByteString info(ByteString epochHash, UserId user, ByteString fingerprint) {
    return ByteWriter.labelled(Label.WRAP)
        .raw(epochHash)
        .variable(user.value())
        .raw(fingerprint)
        .done();
  }

  private static ProtocolException undecryptable(String detail) {
    return new ProtocolException(ErrorCode.UNDECRYPTABLE, detail);
  }
}
