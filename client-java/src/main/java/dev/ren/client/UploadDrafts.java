package dev.ren.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.FileSecret;
import dev.ren.client.protocol.JsonFields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Messages of files whose uploads have begun and that nobody has sent yet, on disk: whoever sends
 * the same files to the same chat again goes on with the same message, also after the program died.
 *
 * <p>A digest stands here before its part leaves, so that no key ever seals two contents for one
 * place (§15).
 */
final class UploadDrafts {
  private static final String NAME = "uploads";

  private final ClientStore store;

  UploadDrafts(ClientStore store) {
    this.store = store;
  }

  /**
   * One upload as far as it has come.
   *
   * @param digests of the sealed chunks 0, 1, …, as many as were ever about to be sent
   */
  record Upload(Path file, long size, FileSecret secret, List<ByteString> digests) {
    Upload {
      file = file.toAbsolutePath().normalize();
      digests = List.copyOf(digests);
    }

    /** The digests by index. */
    Map<Integer, ByteString> recorded() {
      return IntStream.range(0, digests.size())
          .boxed()
          .collect(Collectors.toUnmodifiableMap(index -> index, digests::get));
    }

    Upload reached(List<ByteString> further) {
      return new Upload(file, size, secret, further);
    }
  }

  /**
   * A message that is being put together.
   *
   * @param files all of them, in order: together with the chat what the message is known by
   * @param clientId that the uploads are bound to
   */
  record Draft(ChatId chat, List<Path> files, ByteString clientId, List<Upload> uploads) {
    Draft {
      files = files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
      uploads = List.copyOf(uploads);
    }

    Optional<Upload> of(Path file) {
      Path absolute = file.toAbsolutePath().normalize();
      return uploads.stream().filter(upload -> upload.file().equals(absolute)).findFirst();
    }

    Draft with(Upload changed) {
      List<Upload> others = new ArrayList<>(uploads);
      others.removeIf(upload -> upload.file().equals(changed.file()));
      others.add(changed);
      return new Draft(chat, files, clientId, others);
    }

    private boolean isLike(Draft other) {
      return chat.equals(other.chat) && files.equals(other.files);
    }
  }

  /** The draft that is there for the same files in the same chat, or this one. */
  Draft begun(Draft draft) {
    return all().stream().filter(draft::isLike).findFirst().orElse(draft);
  }

  /** Writes how far a draft has come. */
  void keep(Draft draft) {
    change(draft, List.of(draft));
  }

  /** Forgets a draft: its message is in the outbox now. */
  void forget(Draft draft) {
    change(draft, List.of());
  }

  private void change(Draft old, List<Draft> now) {
    store.exclusively(
        () -> {
          List<Draft> all = new ArrayList<>(all());
          all.removeIf(old::isLike);
          all.addAll(now);
          ObjectNode root = JsonFields.object();
          ArrayNode list = root.putArray("drafts");
          all.forEach(draft -> write(draft, list.addObject()));
          store.write(NAME, root.toString());
          return true;
        });
  }

  private List<Draft> all() {
    return store
        .read(NAME)
        .map(text -> JsonFields.parse(text).list("drafts", UploadDrafts::read))
        .orElse(List.of());
  }

  private static void write(Draft draft, ObjectNode out) {
    out.put("chat_id", draft.chat().value()).put("client_id", draft.clientId().toBase64Url());
    ArrayNode files = out.putArray("files");
    draft.files().forEach(file -> files.addObject().put("path", file.toString()));
    ArrayNode uploads = out.putArray("uploads");
    for (Upload upload : draft.uploads()) {
      FileSecret secret = upload.secret();
      ArrayNode digests =
          uploads
              .addObject()
              .put("path", upload.file().toString())
              .put("size", upload.size())
              .put("id", secret.id().toBase64Url())
              .put("key", secret.key().toBase64Url())
              .put("prefix", secret.prefix().toBase64Url())
              .putArray("digests");
      upload.digests().forEach(digest -> digests.add(digest.toBase64Url()));
    }
  }

  private static Draft read(JsonFields in) {
    return new Draft(
        ChatId.parse(in.text("chat_id")),
        in.list("files", file -> Path.of(file.text("path"))),
        in.bytes("client_id"),
        in.list("uploads", UploadDrafts::readUpload));
  }

  private static Upload readUpload(JsonFields in) {
    return new Upload(
        Path.of(in.text("path")),
        in.number("size"),
        new FileSecret(in.bytes("id"), in.bytes("key"), in.bytes("prefix")),
        in.bytesList("digests"));
  }
}
