package dev.ren.client;

import dev.ren.client.api.ChatApi;
import dev.ren.client.api.FileApi;
import dev.ren.client.protocol.Body;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.ErrorCode;
import dev.ren.client.protocol.FileDetails;
import dev.ren.client.protocol.FileName;
import dev.ren.client.protocol.FileReference;
import dev.ren.client.protocol.FileSecret;
import dev.ren.client.protocol.FileUse;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.ProtocolException;
import dev.ren.client.protocol.RandomSource;
import dev.ren.client.protocol.SealedMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Files of messages: small ones inside them, others in the store (§10). */
public final class Attachments {
  // A longer caption leaves too little of a body for inline files.
  private static final int SHORT_CAPTION = 4_000;

  private final RandomSource random;
  private final FileTransfers transfers;
  private final UploadDrafts drafts;
  private final Function<ChatId, ChatLog> logs;
  private final Sender sender;

  Attachments(
      RandomSource random,
      FileTransfers transfers,
      UploadDrafts drafts,
      Function<ChatId, ChatLog> logs,
      Sender sender) {
    this.random = random;
    this.transfers = transfers;
    this.drafts = drafts;
    this.logs = logs;
    this.sender = sender;
  }

  /**
   * Sends 1 to 10 files as one message: small ones inside it, others are uploaded before. Where
   * that was interrupted, sending the same files to the same chat goes on with it; a file that has
   * changed since begins anew.
   *
   * @param caption said with them, if anything
   */
  public ChatApi.MessageSent send(ChatId chat, List<Path> files, Optional<String> caption)
      throws IOException {
    ChatLog log = logs.apply(chat);
    log.syncIfUnread();
    sender.requireNotBlocked(chat);
    UploadDrafts.Draft draft =
        drafts.begun(
            new UploadDrafts.Draft(chat, files, SealedMessage.newClientId(random), List.of()));
    List<FileReference> references = new ArrayList<>();
    long inline = caption.orElse("").length() > SHORT_CAPTION ? 0 : FileReference.MAX_INLINE;
    for (Path file : files) {
      FileReference reference = refer(draft, file, inline);
      references.add(reference);
      inline -= reference instanceof FileReference.Inline small ? small.data().size() : 0;
    }
    Body.Files body = new Body.Files(references, caption, Optional.empty());
    // From here on the outbox has it; forgotten after it, a repeat would send a second message.
    drafts.forget(draft);
    return sender.send(log, chat, body, draft.clientId());
  }

  /**
   * Writes the bytes of a file of a message, chunk by chunk, each of them right. A refusal in the
   * middle leaves what was written before: it is not the whole file.
   */
  public void fetch(ChatId chat, LogItem.Message message, FileReference file, OutputStream out)
      throws IOException {
    switch (file) {
      case FileReference.Inline inline -> out.write(inline.data().toArray());
      case FileReference.Stored stored -> {
        if (!message.attached()) {
          throw new ProtocolException(
              ErrorCode.MALFORMED, "its entry does not attach the files that it names");
        }
        FileApi.Path path = FileApi.Path.of(chat, message.clientId(), stored.secret().id());
        transfers.download(path, stored, out);
      }
    }
  }

  private FileReference refer(UploadDrafts.Draft draft, Path file, long inline) throws IOException {
    FileDetails details = details(file);
    if (details.size() <= inline) {
      return new FileReference.Inline(details, ByteString.of(Files.readAllBytes(file)));
    }
    Optional<UploadDrafts.Upload> begun = drafts.begun(draft).of(file);
    if (begun.isPresent()) {
      try {
        return upload(draft, details, begun.get());
      } catch (ProtocolException e) {
        if (e.code() != ErrorCode.FILE_CHANGED) {
          throw e;
        }
        transfers.cancel(path(draft, begun.get()));
      }
    }
    // A new key for every upload: the nonces of two never meet.
    FileSecret secret = FileSecret.random(random);
    return upload(draft, details, new UploadDrafts.Upload(file, details.size(), secret, List.of()));
  }

  private FileReference upload(
      UploadDrafts.Draft draft, FileDetails details, UploadDrafts.Upload begun) throws IOException {
    if (begun.size() != details.size()) {
      throw new ProtocolException(ErrorCode.FILE_CHANGED, "another size than at the beginning");
    }
    try (InputStream in = Files.newInputStream(begun.file())) {
      return transfers.upload(
          path(draft, begun),
          details,
          begun,
          in,
          digests -> drafts.keep(drafts.begun(draft).with(begun.reached(digests))));
    }
  }

  private static FileApi.Path path(UploadDrafts.Draft draft, UploadDrafts.Upload upload) {
    return FileApi.Path.of(draft.chat(), draft.clientId(), upload.secret().id());
  }

  private static FileDetails details(Path file) throws IOException {
    Path last = file.getFileName();
    String name = FileName.of(last == null ? "" : last.toString());
    String type = Optional.ofNullable(Files.probeContentType(file)).orElse("");
    return new FileDetails(name, FileName.mediaType(type), Files.size(file), FileUse.FILE);
  }
}
