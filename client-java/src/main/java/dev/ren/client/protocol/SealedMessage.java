package dev.ren.client.protocol;

import java.time.InstantSource;

/**
 * A message as it travels (§10): what the sender fixed, to be resent as it is until acknowledged.
 *
 * @param epoch number of the epoch it is sealed under
 * @param clientId 16 bytes: the idempotency key
 * @param at the sender's time in milliseconds since 1970
 * @param nonce 12 bytes
 * @param ciphertext at most {@link #MAX_CIPHERTEXT} bytes
 * @param signature 64 bytes
 */
public record SealedMessage(
    long epoch,
    UserId sender,
    ByteString clientId,
    long at,
    SeenPointer seen,
    ByteString nonce,
    ByteString ciphertext,
    ByteString signature) {
  /** Most bytes of a ciphertext. */
  public static final int MAX_CIPHERTEXT = 65_552;

  /** Seals a body under an epoch whose secret is known. */
  public static SealedMessage seal(
      RandomSource random,
      InstantSource clock,
      AccountKeys sender,
      VerifiedEpoch epoch,
      SeenPointer seen,
      Body.Text body) {
    return sealBytes(random, clock, sender, epoch, seen, Padding.pad(Body.encode(body)));
  }

  /** Seals any plaintext; tests make malformed messages with it. */
  static SealedMessage sealBytes(
      RandomSource random,
      InstantSource clock,
      AccountKeys sender,
      VerifiedEpoch epoch,
      SeenPointer seen,
      ByteString plaintext) {
    EpochSecret secret =
        epoch
            .secret()
            .orElseThrow(
                () -> new ProtocolException(ErrorCode.UNDECRYPTABLE, "no wrap of this epoch"));
    MessageHeader header =
        new MessageHeader(
            epoch.record(),
            sender.user(),
            random.take(16),
            clock.millis(),
            seen,
            random.take(Aead.NONCE));
    ByteString ciphertext =
        Aead.encrypt(header.key(secret), header.nonce(), header.encode(), plaintext);
    ByteString signature = Ecdsa.sign(sender.signing(), header.signed(ciphertext));
    return new SealedMessage(
        epoch.record().number(),
        sender.user(),
        header.clientId(),
        header.at(),
        seen,
        header.nonce(),
        ciphertext,
        signature);
  }

  /** The header that this message was sealed with, if it was sealed under that epoch. */
  MessageHeader header(EpochRecord verified) {
    return new MessageHeader(verified, sender, clientId, at, seen, nonce);
  }

  /** {@code msgHash} under a verified epoch, for a sender's own pointers. */
  public ByteString hash(EpochRecord verified) {
    return header(verified).hash(ciphertext);
  }
}
