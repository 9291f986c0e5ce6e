package dev.ren.client.protocol;

import java.util.List;

/**
 * What is left of a message that its sender took back (§10), as a server gives it.
 *
 * @param clientId 16 bytes
 * @param hash msgHash of what stood there, so that what points at it stays checkable
 * @param signature 64 bytes, of the sender at the time of the removal
 */
public record Removal(UserId sender, ByteString clientId, ByteString hash, ByteString signature) {
  /** The sender's signature that takes the message with this number back. */
  public static ByteString sign(
      AccountKeys keys, ChatId chat, long number, ByteString clientId, ByteString hash) {
    return Ecdsa.sign(keys.signing(), signed(chat, number, clientId, hash));
  }

  /**
   * Refuses with {@link ErrorCode#OMITTED} unless one of the sender's keys signed: without that an
   * entry that is gone is the server's doing.
   */
  void verify(ChatId chat, long number, List<Identity> senders) {
    ByteString message = signed(chat, number, clientId, hash);
    if (senders.stream().noneMatch(identity -> holds(identity, message))) {
      throw new ProtocolException(ErrorCode.OMITTED, "removed, and not by its sender");
    }
  }

  private boolean holds(Identity identity, ByteString message) {
    try {
      Ecdsa.verify(identity.signingKey(), message, signature, "removal");
      return true;
    } catch (ProtocolException e) {
      return false;
    }
  }

  /** {@code L(removed) ‖ v(chat) ‖ u64 number ‖ clientId16 ‖ msgHash32}. */
  private static ByteString signed(ChatId chat, long number, ByteString clientId, ByteString hash) {
    return ByteWriter.labelled(Label.REMOVED)
        .variable(chat.value())
        .u64(number)
        .raw(clientId.exactly(16, "client id"))
        .raw(hash.exactly(Digest.SHA256, "hash"))
        .done();
  }
}
