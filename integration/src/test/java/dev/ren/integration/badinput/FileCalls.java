package dev.ren.integration.badinput;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.api.FileApi;
import dev.ren.client.api.ObjectStore;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.Digest;
import dev.ren.client.protocol.FileLayout;
import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.LogItem;
import dev.ren.client.protocol.RandomSource;
import dev.ren.client.protocol.Removal;
import dev.ren.integration.Person;
import dev.ren.integration.Target;
import java.util.List;
import java.util.Map;

/** A good call of every endpoint of files: each about a file that is at the point it asks for. */
final class FileCalls {
  private static final FileLayout LAYOUT = FileLayout.of(100);

  private final RandomSource random;
  private final Person anna;
  private final ChatId chat;
  private final FileApi api;
  private final ObjectStore store;
  private final ByteString part;

  FileCalls(Target target, RandomSource random, Person anna, ChatId chat) {
    this.random = random;
    this.anna = anna;
    this.chat = chat;
    this.api = target.environment().files();
    this.store = target.environment().objects();
    this.part = random.take((int) LAYOUT.objectSize());
  }

  /** The body of {@code openUpload} for a file of one part. */
  private ObjectNode opening() {
    ObjectNode body = digests();
    return body.put("size", LAYOUT.size()).put("chunks", LAYOUT.count());
  }

  private ObjectNode digests() {
    ObjectNode body = JsonFields.object();
    body.putArray("digests").add(Digest.sha256(part).toBase64Url());
    return body;
  }

  /** By operation id. */
  Map<String, Call> uploads() {
    return Map.of(
        "openUpload",
        Call.post(path("upload_metadata", newPath()), anna.token(), opening()),
        "signParts",
        Call.post(path("upload_chunk", opened()) + "/0", anna.token(), digests()),
        "completeUpload",
        Call.get(path("upload_complete", uploaded()), anna.token()).method("POST"),
        "cancelUpload",
        Call.get(path("upload_metadata", opened()), anna.token()).method("DELETE"),
        "getStorage",
        Call.get("/user/storage", anna.token()));
  }

  /** About a file that a message has. */
  Map<String, Call> downloads(FileApi.Path file) {
    return Map.of(
        "getFileMetadata", Call.get(path("file_metadata", file), anna.token()),
        "getFileChunk", Call.get(path("file_chunk", file) + "/0", anna.token()),
        "getFile", Call.get(path("file", file), anna.token()),
        "listMessageFiles",
            Call.get(
                "/chat/" + chat.value() + "/messages/" + file.message() + "/files", anna.token()));
  }

  /** Takes back a message that is not needed any more. */
  Call removal(LogItem.Message message) {
    ByteString signature =
        Removal.sign(
            anna.client().account().keys(), chat, message.id(), message.clientId(), message.hash());
    String path = "/chat/" + chat.value() + "/messages/" + message.id();
    ObjectNode body = JsonFields.object().put("signature", signature.toBase64Url());
    return Call.post(path, anna.token(), body).method("DELETE");
  }

  private FileApi.Path newPath() {
    return FileApi.Path.of(chat, random.take(16), random.take(16));
  }

  private FileApi.Path opened() {
    FileApi.Path path = newPath();
    api.open(anna.token(), path, LAYOUT);
    return path;
  }

  private FileApi.Path uploaded() {
    FileApi.Path path = opened();
    store.put(api.urls(anna.token(), path, 0, List.of(Digest.sha256(part))).getFirst(), part);
    return path;
  }

  private String path(String endpoint, FileApi.Path file) {
    return String.join(
        "/", "/chat", endpoint, chat.value(), file.message(), file.file().toBase64Url());
  }
}
