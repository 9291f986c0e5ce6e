package dev.ren.chat;

import dev.ren.platform.FileId;
import dev.ren.platform.UserId;
import java.util.Arrays;
import java.util.List;

/**
 * A message as its sender sealed and signed it (PROTOCOL.md §10): the header's fields that are not
 * known otherwise, ciphertext, signature.
 *
 * @param clientId 16 bytes chosen by the sender: the idempotency key
 * @param at the sender's time, milliseconds since 1970
 * @param seen the newest entry that the sender had verified
 * @param seenHash that entry's hash, 32 bytes
 * @param nonce 12 bytes
 * @param ciphertext with its tag, at most {@link #MAX_CIPHERTEXT} bytes
 * @param signature 64 bytes
 * @param files the stored files that it attaches, at most {@link #MOST_FILES}, none twice
 */
public record SealedMessage(
    UserId sender,
    byte[] clientId,
    long epoch,
    long at,
    long seen,
    byte[] seenHash,
    byte[] nonce,
    byte[] ciphertext,
    byte[] signature,
    List<FileId> files) {
  public static final int CLIENT_ID = 16;
  public static final int NONCE = 12;
  public static final int MAX_CIPHERTEXT = 65_552;
  public static final int MOST_FILES = 10;

  public SealedMessage {
    files = List.copyOf(files);
  }

  /** Whether this is the same message to the byte. */
  public boolean isSameAs(SealedMessage other) {
    return sender.equals(other.sender)
        && Arrays.equals(clientId, other.clientId)
        && epoch == other.epoch
        && at == other.at
        && seen == other.seen
        && Arrays.equals(seenHash, other.seenHash)
        && Arrays.equals(nonce, other.nonce)
        && Arrays.equals(ciphertext, other.ciphertext)
        && Arrays.equals(signature, other.signature)
        && files.equals(other.files);
  }
}
