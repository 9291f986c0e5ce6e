package dev.ren.message;

import dev.ren.chat.SealedMessage;
import dev.ren.platform.ChatId;
import dev.ren.platform.FileId;
import dev.ren.platform.JsonObject;
import dev.ren.platform.P256;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.HashSet;
import java.util.List;

/**
 * A message on its way in.
 *
 * @param after the newest entry that the sender had seen when it first sent this: an earlier
 *     attempt can only stand behind it
 */
public record OutgoingMessage(ChatId chat, long after, SealedMessage sealed) {
  private static final long MAX_NUMBER = (1L << 53) - 1;
  private static final long MAX_EPOCH = 0xffff_ffffL;

  /**
   * Reads {@code OutgoingMessage} of openapi.yaml, which is also the socket's {@code message}.
   *
   * @param sender as the token says, whatever the fields say
   * @throws Problem {@code bad_request}, {@code payload_too_large}
   */
  public static OutgoingMessage read(JsonObject json, UserId sender) {
    byte[] ciphertext = json.bytes("ciphertext", SealedMessage.MAX_CIPHERTEXT);
    if (ciphertext.length == 0) {
      throw Problem.badRequest("ciphertext is empty");
    }
    return new OutgoingMessage(
        ChatId.parse(json.string("chat_id")),
        json.number("after", 0, MAX_NUMBER),
        new SealedMessage(
            sender,
            json.bytesOf("client_id", SealedMessage.CLIENT_ID),
            json.number("epoch", 0, MAX_EPOCH),
            json.number("at", 0, MAX_NUMBER),
            json.number("seen", 0, MAX_NUMBER),
            json.bytesOf("seen_hash", 32),
            json.bytesOf("nonce", SealedMessage.NONCE),
            ciphertext,
            json.bytesOf("signature", P256.SIGNATURE),
            files(json)));
  }

  private static List<FileId> files(JsonObject json) {
    List<FileId> files =
        json.texts("files", SealedMessage.MOST_FILES).stream().map(FileId::new).toList();
    if (new HashSet<>(files).size() != files.size()) {
      throw Problem.badRequest("a file is attached twice");
    }
    return files;
  }
}
