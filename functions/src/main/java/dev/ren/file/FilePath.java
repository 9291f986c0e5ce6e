package dev.ren.file;

import dev.ren.platform.Bytes64;
import dev.ren.platform.ChatId;
import dev.ren.platform.FileId;
import dev.ren.platform.Problem;
import dev.ren.platform.RestRequest;

/**
 * Which file: of which chat and, by its client id, which message.
 *
 * @param clientId the message's, 16 bytes as base64url: it is known before the message has a number
 */
public record FilePath(ChatId chat, String clientId, FileId file) {
  private static final int CLIENT_ID = 16;

  /**
   * Checks the client id.
   *
   * @throws Problem {@code bad_request} if it is not 16 bytes in base64url
   */
  public FilePath {
    requireClientId(clientId);
  }

  /** The same of a client id alone. */
  static String requireClientId(String text) {
    if (Bytes64.decode(text).length != CLIENT_ID) {
      throw Problem.badRequest("the message is not named by its client id");
    }
    return text;
  }

  /** The parameters {@code chat_id}, {@code message_id} and {@code file_id} of a route. */
  static FilePath of(RestRequest request) {
    return new FilePath(
        ChatId.parse(request.path("chat_id")),
        request.path("message_id"),
        new FileId(request.path("file_id")));
  }

  /** The object's key in the bucket. */
  String objectKey() {
    return "files/" + chat.value() + "/" + clientId + "/" + file.value();
  }
}
