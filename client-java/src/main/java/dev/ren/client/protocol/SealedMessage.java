package dev.ren.client.protocol;

import java.time.InstantSource;
import java.util.List;

/**
 * A message as it travels (§10): what the sender fixed, to be resent as it is until acknowledged.
 *
 * @param epoch number of the epoch it is sealed under
 * @param clientId 16 bytes: the idempotency key
 * @param at the sender's time in milliseconds since 1970
 * @param nonce 12 bytes
 * @param ciphertext at most {@link #MAX_CIPHERTEXT} bytes
 * @param signature 64 bytes
 * @param files ids of the stored files that it attaches, as the server knows them
 */
public record SealedMessage(
    long epoch,
    UserId sender,
    ByteString clientId,
    long at,
    SeenPointer seen,
    ByteString nonce,
    ByteString ciphertext,
    ByteString signature,
    List<ByteString> files) {
  /** Most bytes of a ciphertext. */
  public static final int MAX_CIPHERTEXT = 65_552;

  private static final int CLIENT_ID = 16;

  public SealedMessage {
    files = List.copyOf(files);
  }

  /** Seals a body under an epoch whose secret is known, with a new client id. */
  public static SealedMessage seal(
      RandomSource random,
      InstantSource clock,
      AccountKeys sender,
      VerifiedEpoch epoch,
      SeenPointer seen,
      Body.Outgoing body) {
    return seal(random, clock, sender, epoch, seen, body, newClientId(random));
  }

  /**
   * The same with the client id that the body's files were uploaded for.
   *
   * @param clientId 16 bytes
   */
  public static SealedMessage seal(
      RandomSource random,
      InstantSource clock,
      AccountKeys sender,
      VerifiedEpoch epoch,
      SeenPointer seen,
      Body.Outgoing body,
      ByteString clientId) {
    Content content = new Content(Padding.pad(Body.encode(body)), Body.attachedOf(body), clientId);
    return seal(random, clock, sender, epoch, seen, content);
  }

  /** A new message's idempotency key, 16 bytes. */
  public static ByteString newClientId(RandomSource random) {
    return random.take(CLIENT_ID);
  }

  /** Seals any plaintext; tests make malformed messages with it. */
  static SealedMessage sealBytes(
      RandomSource random,
      InstantSource clock,
      AccountKeys sender,
      VerifiedEpoch epoch,
      SeenPointer seen,
      ByteString plaintext) {
    Content content = new Content(plaintext, List.of(), newClientId(random));
    return seal(random, clock, sender, epoch, seen, content);
  }

  private record Content(ByteString plaintext, List<ByteString> files, ByteString clientId) {}

  private static SealedMessage seal(
      RandomSource random,
      InstantSource clock,
      AccountKeys sender,
      VerifiedEpoch epoch,
      SeenPointer seen,
      Content content) {
    EpochSecret secret =
        epoch
            .secret()
            .orElseThrow(
                () -> new ProtocolException(ErrorCode.UNDECRYPTABLE, "no wrap of this epoch"));
    MessageHeader header =
        new MessageHeader(
            epoch.record(),
            sender.user(),
            content.clientId(),
            clock.millis(),
            seen,
            random.take(Aead.NONCE));
    ByteString ciphertext =
        Aead.encrypt(header.key(secret), header.nonce(), header.encode(), content.plaintext());
    ByteString signature = Ecdsa.sign(sender.signing(), header.signed(ciphertext));
    return new SealedMessage(
        epoch.record().number(),
        sender.user(),
        header.clientId(),
        header.at(),
        seen,
        header.nonce(),
        ciphertext,
        signature,
        content.files());
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
