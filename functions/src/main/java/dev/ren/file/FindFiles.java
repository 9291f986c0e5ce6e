package dev.ren.file;

import dev.ren.chat.LogEntry;
import dev.ren.chat.LogStore;
import dev.ren.platform.Bytes64;
import dev.ren.platform.ChatId;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.FileId;
import dev.ren.platform.Platform;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the files that messages have, for members of the chat. */
final class FindFiles {
  /** At most 2^53 − 1; a client id is longer. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}");

  private final Membership membership;
  private final FileStore files;
  private final LogStore log;

  FindFiles(Membership membership, FileStore files, LogStore log) {
    this.membership = membership;
    this.files = files;
    this.log = log;
  }

  static FindFiles of(Platform platform) {
    return new FindFiles(Membership.of(platform), FileStore.of(platform), LogStore.of(platform));
  }

  /**
   * One file: 1 RRU if the message is named by its client id, in a 1:1.
   *
   * @param message number or client id
   * @throws Problem {@code chat_not_found}, {@code not_found} if no message has it
   */
  StoredFile find(UserId reader, ChatId chat, String message, FileId id) {
    membership.requireOfFile(chat, reader);
    return files
        .find(new FilePath(chat, clientId(chat, message), id))
        .filter(file -> file.state() == StoredFile.State.ATTACHED)
        .orElseThrow(FindFiles::notFound);
  }

  /**
   * All files of a message, in the order of their ids.
   *
   * @throws Problem {@code chat_not_found}, {@code not_found} if there is no such message
   */
  List<StoredFile> ofMessage(UserId reader, ChatId chat, String message) {
    membership.require(chat, reader);
    return files.ofMessage(chat, clientId(chat, message)).stream()
        .filter(file -> file.state() == StoredFile.State.ATTACHED)
        .toList();
  }

  private String clientId(ChatId chat, String message) {
    if (!NUMBER.matcher(message).matches()) {
      return FilePath.requireClientId(message);
    }
    if (log.find(chat, Long.parseLong(message)).orElse(null) instanceof LogEntry.Message entry) {
      return Bytes64.encode(entry.sealed().clientId());
    }
    throw notFound();
  }

  private static Problem notFound() {
    return Problem.of(ErrorCode.NOT_FOUND, "no message has this file");
  }
}
