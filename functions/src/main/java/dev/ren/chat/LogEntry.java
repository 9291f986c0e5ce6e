package dev.ren.chat;

import dev.ren.platform.ChatId;
import dev.ren.platform.UserId;
import java.util.Arrays;

/** An entry of a chat's log. Numbers are dense: entry 0 is epoch 0. */
public sealed interface LogEntry {
  ChatId chat();

  long number();

  /** The epoch in force at this entry; of an epoch entry, the epoch that it begins. */
  long epoch();

  /** The number of that epoch's entry. */
  long epochEntry();

  /** The server's time, milliseconds since 1970. */
  long createdAt();

  /** Bytes that are not fixed in length: ciphertext or record. */
  int size();

  /** A message. */
  record Message(ChatId chat, long number, long epochEntry, long createdAt, SealedMessage sealed)
      implements LogEntry {
    @Override
    public long epoch() {
      return sealed.epoch();
    }

    @Override
    public int size() {
      return sealed.ciphertext().length;
    }

    /** Whether this is what the sender calls by that client id. */
    public boolean isOf(UserId sender, byte[] clientId) {
      return sealed.sender().equals(sender) && Arrays.equals(sealed.clientId(), clientId);
    }
  }

  /**
   * What is left of a message that its sender took back: its number stays taken, its hash lets
   * those who point to it be checked.
   *
   * @param clientId 16 bytes
   * @param msgHash 32 bytes, computed by the server from the message as it was
   * @param signature the sender's over the removal (PROTOCOL.md §10), 64 bytes
   */
  record Removed(
      ChatId chat,
      long number,
      long epoch,
      long epochEntry,
      long createdAt,
      UserId sender,
      byte[] clientId,
      byte[] msgHash,
      byte[] signature)
      implements LogEntry {
    @Override
    public int size() {
      return 0;
    }
  }

  /**
   * The beginning of an epoch.
   *
   * @param record PROTOCOL.md §9
   * @param signature 64 bytes
   * @param attempt names the wraps that belong to this entry and to no lost race
   */
  record Epoch(
      ChatId chat,
      long number,
      long epoch,
      long createdAt,
      byte[] record,
      byte[] signature,
      String attempt)
      implements LogEntry {
    @Override
    public long epochEntry() {
      return number;
    }

    @Override
    public int size() {
      return record.length;
    }
  }
}
