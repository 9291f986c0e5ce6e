package dev.ren.message;

import dev.ren.chat.LogEntry;
import dev.ren.chat.SealedMessage;
import dev.ren.platform.ChatId;
import dev.ren.platform.Crypto;
import dev.ren.platform.Wire;

/** The bytes behind a message's hash and behind its removal (PROTOCOL.md §10). */
final class Removal {
  private static final int SUITE = 1;

  private Removal() {}

  /**
   * The hash of a message, by which later ones point to it.
   *
   * @param epochHash of the record of its epoch, 32 bytes
   * @return 32 bytes
   */
  static byte[] hash(ChatId chat, SealedMessage message, byte[] epochHash) {
    return Crypto.sha256(
        new Wire.Writer()
            .label("msg-sig")
            .label("msg")
            .u8(SUITE)
            .text(chat.value())
            .u32(message.epoch())
            .raw(epochHash)
            .text(message.sender().value())
            .raw(message.clientId())
            .u64(message.at())
            .u64(message.seen())
            .raw(message.seenHash())
            .raw(message.nonce())
            .raw(message.ciphertext())
            .bytes());
  }

  /** What the sender signs: its number and client id too, so that it removes nothing else. */
  static byte[] signed(LogEntry.Message message, byte[] hash) {
    return new Wire.Writer()
        .label("removed")
        .text(message.chat().value())
        .u64(message.number())
        .raw(message.sealed().clientId())
        .raw(hash)
        .bytes();
  }
}
