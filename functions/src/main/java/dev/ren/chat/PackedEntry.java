package dev.ren.chat;

import dev.ren.platform.ChatId;
import dev.ren.platform.Crypto;
import dev.ren.platform.FileId;
import dev.ren.platform.P256;
import dev.ren.platform.UserId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes that {@link LogStore} keeps; integers are big-endian:
 *
 * <pre>
 * chat    = the first 16 bytes of SHA-256(chat's id)
 * key     = clientId16 ‖ sender (u8 0 lower or 1 higher of a 1:1; the id's text in a group)
 * begin   = u8 version = 1 ‖ u32 epoch ‖ u32 number of its entry ‖ u48 server's time
 * message = begin ‖ u56 sender's time ‖ u32 seen ‖ seenHash32 ‖ nonce12 ‖ signature64 ‖ ciphertext
 * removed = begin ‖ msgHash32 ‖ signature64 of the removal
 * files   = their ids, 16 bytes each
 * </pre>
 *
 * Fixed widths: what a message costs depends on its length alone, and with a chat, a key, a number
 * of eight digits and five letters of names a ciphertext of 848 bytes, which is a text of up to
 * 805, makes 1,024 bytes: one write unit. A number of a chat fits 32 bits for 27 years of as many
 * messages as a chat takes. A layout of another version is refused, never guessed at: a newer one
 * is read by every server before any of them writes it (README, Upgrades).
 *
 * <p>Why a hash of 16 bytes may stand for a chat. Who wants to write into a chat of others needs a
 * chat of his own with the same hash, which takes 2^128 tries, and its entries would still be
 * signed for another chat. Who may read and write is decided by the chat's id and head, before the
 * log is asked.
 */
final class PackedEntry {
  private static final int VERSION = 1;
  private static final int CHAT_HASH = 16;
  private static final int HASH = 32;
  private static final int BEGIN = 1 + 4 + 4 + 6;
  private static final int BEFORE_CIPHERTEXT =
      BEGIN + 7 + 4 + HASH + SealedMessage.NONCE + P256.SIGNATURE;
  private static final int REMOVED = BEGIN + HASH + P256.SIGNATURE;

  /** An entry that this version cannot read: of another layout, or damaged. */
  static final class Unreadable extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  private final byte[] bytes;
  private int at;

  private PackedEntry(byte[] bytes) {
    this.bytes = bytes;
  }

  static byte[] message(LogEntry.Message message) {
    SealedMessage sealed = message.sealed();
    return begun(message, BEFORE_CIPHERTEXT + sealed.ciphertext().length)
        .put(7, sealed.at())
        .put(4, sealed.seen())
        .put(sealed.seenHash())
        .put(sealed.nonce())
        .put(sealed.signature())
        .put(sealed.ciphertext())
        .bytes;
  }

  /**
   * What is left of a message.
   *
   * @param msgHash 32 bytes
   * @param signature 64 bytes
   */
  static byte[] removed(LogEntry.Message message, byte[] msgHash, byte[] signature) {
    return begun(message, REMOVED).put(msgHash).put(signature).bytes;
  }

  static LogEntry.Message message(
      LogStore.Place place, UserId sender, byte[] clientId, byte[] stored, List<FileId> files) {
    PackedEntry packed = opened(stored, BEFORE_CIPHERTEXT);
    long epoch = packed.number(4);
    long epochEntry = packed.number(4);
    long createdAt = packed.number(6);
    long at = packed.number(7);
    long seen = packed.number(4);
    byte[] seenHash = packed.take(HASH);
    byte[] nonce = packed.take(SealedMessage.NONCE);
    byte[] signature = packed.take(P256.SIGNATURE);
    byte[] ciphertext = packed.take(stored.length - BEFORE_CIPHERTEXT);
    return new LogEntry.Message(
        place.chat(),
        place.number(),
        epochEntry,
        createdAt,
        new SealedMessage(
            sender, clientId, epoch, at, seen, seenHash, nonce, ciphertext, signature, files));
  }

  static LogEntry.Removed removed(
      LogStore.Place place, UserId sender, byte[] clientId, byte[] stored) {
    PackedEntry packed = opened(stored, REMOVED);
    long epoch = packed.number(4);
    long epochEntry = packed.number(4);
    long createdAt = packed.number(6);
    byte[] msgHash = packed.take(HASH);
    byte[] signature = packed.take(P256.SIGNATURE);
    return new LogEntry.Removed(
        place.chat(),
        place.number(),
        epoch,
        epochEntry,
        createdAt,
        sender,
        clientId,
        msgHash,
        signature);
  }

  /** A chat as its items are found by: 16 bytes. */
  static byte[] chat(ChatId chat) {
    return Arrays.copyOf(
        Crypto.sha256(chat.value().getBytes(StandardCharsets.US_ASCII)), CHAT_HASH);
  }

  /** Unique among a chat's messages, so that a message is in its log once. */
  static byte[] idempotencyKey(ChatId chat, UserId sender, byte[] clientId) {
    byte[] who =
        switch (chat) {
          case ChatId.Direct direct -> new byte[] {(byte) (sender.equals(direct.lower()) ? 0 : 1)};
          case ChatId.Group group -> sender.value().getBytes(StandardCharsets.US_ASCII);
        };
    byte[] key = Arrays.copyOf(clientId, clientId.length + who.length);
    System.arraycopy(who, 0, key, clientId.length, who.length);
    return key;
  }

  /** The client id of an idempotency key. */
  static byte[] clientId(byte[] key) {
    return Arrays.copyOf(key, SealedMessage.CLIENT_ID);
  }

  /** The sender of an idempotency key. */
  static UserId sender(ChatId chat, byte[] key) {
    return switch (chat) {
      case ChatId.Direct direct ->
          key[SealedMessage.CLIENT_ID] == 0 ? direct.lower() : direct.higher();
      case ChatId.Group group ->
          UserId.parse(
              new String(
                  key,
                  SealedMessage.CLIENT_ID,
                  key.length - SealedMessage.CLIENT_ID,
                  StandardCharsets.US_ASCII));
    };
  }

  static byte[] files(List<FileId> files) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    files.forEach(file -> joined.writeBytes(file.bytes()));
    return joined.toByteArray();
  }

  static List<FileId> files(byte[] joined) {
    List<FileId> files = new ArrayList<>();
    for (int at = 0; at < joined.length; at += FileId.BYTES) {
      files.add(FileId.of(Arrays.copyOfRange(joined, at, at + FileId.BYTES)));
    }
    return files;
  }

  private static PackedEntry begun(LogEntry.Message message, int length) {
    return new PackedEntry(new byte[length])
        .put(1, VERSION)
        .put(4, message.epoch())
        .put(4, message.epochEntry())
        .put(6, message.createdAt());
  }

  /**
   * Begins to read.
   *
   * @throws Unreadable if it is of another layout or has fewer bytes than any of its kind
   */
  private static PackedEntry opened(byte[] stored, int shortest) {
    if (stored.length < shortest) {
      throw new Unreadable("an entry of the log has only " + stored.length + " bytes");
    }
    PackedEntry packed = new PackedEntry(stored);
    long version = packed.number(1);
    if (version != VERSION) {
      throw new Unreadable("an entry of the log has the unknown layout " + version);
    }
    return packed;
  }

  private PackedEntry put(int width, long value) {
    if (value >>> (8 * width) != 0) {
      throw new IllegalArgumentException(value + " does not fit " + width + " bytes");
    }
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
      bytes[at++] = (byte) (value >>> shift);
    }
    return this;
  }

  private PackedEntry put(byte[] value) {
    System.arraycopy(value, 0, bytes, at, value.length);
    at += value.length;
    return this;
  }

  private long number(int width) {
    long value = 0;
    for (byte one : take(width)) {
      value = (value << 8) | (one & 0xff);
    }
    return value;
  }

  private byte[] take(int length) {
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }
}
