package dev.ren.client.protocol;

/**
 * What a message is bound to (§10): its associated data and the first part of what is signed. Not
 * sent; each side rebuilds it from the entry's fields and its own verified chat id and epoch hash.
 *
 * @param clientId 16 bytes
 * @param at the sender's time in milliseconds since 1970
 * @param seen the newest log entry that the sender had verified
 * @param nonce 12 bytes
 */
record MessageHeader(
    EpochRecord epoch,
    UserId sender,
    ByteString clientId,
    long at,
    SeenPointer seen,
    ByteString nonce) {
  /** The bytes. */
  ByteString encode() {
    return ByteWriter.labelled(Label.MSG)
        .u8(EpochRecord.SUITE)
        .variable(epoch.chat().value())
        .u32(epoch.number())
        .raw(epoch.hash())
        .variable(sender.value())
        .raw(clientId.exactly(16, "client id"))
        .u64(at)
        .u64(seen.number())
        .raw(seen.hash().exactly(32, "seen hash"))
        .raw(nonce.exactly(Aead.NONCE, "nonce"))
        .done();
  }

  /** The message's own key. */
  ByteString key(EpochSecret secret) {
    return Hkdf.derive(
        secret.bytes(),
        epoch.hash(),
        ByteWriter.labelled(Label.MSG_KEY).variable(sender.value()).raw(clientId).done());
  }

  /** {@code L(msg-sig) ‖ header ‖ ct}: what is signed and hashed. */
  ByteString signed(ByteString ciphertext) {
    return ByteWriter.labelled(Label.MSG_SIG).raw(encode()).raw(ciphertext).done();
  }

  /** Returns if the sender's signature holds, else {@link ErrorCode#BAD_SIGNATURE}. */
  void verify(ByteString signingKey, ByteString ciphertext, ByteString signature) {
    Ecdsa.verify(signingKey, signed(ciphertext), signature, "message");
  }

  /** {@code msgHash}. */
  ByteString hash(ByteString ciphertext) {
    return Digest.sha256(signed(ciphertext));
  }

  /**
   * The body. Only {@link LogVerifier} calls this, after its other checks: {@link
   * ErrorCode#UNDECRYPTABLE}, then {@link ErrorCode#MALFORMED} for padding and body.
   */
  Body open(EpochSecret secret, ByteString ciphertext) {
    ByteString plaintext =
        Aead.decrypt(key(secret), nonce, encode(), ciphertext, ErrorCode.UNDECRYPTABLE);
    return Body.decode(Padding.unpad(plaintext));
  }
}
