package dev.ren.client.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ren.client.protocol.ByteString;
import dev.ren.client.protocol.ChatId;
import dev.ren.client.protocol.FileLayout;
import dev.ren.client.protocol.JsonFields;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Uploads and stored files. The bytes go to and from the store itself: {@link ObjectStore}. */
public final class FileApi {
  private final Http http;

  /** Calls through {@code http}. */
  public FileApi(Http http) {
    this.http = http;
  }

  /**
   * Which file of which message.
   *
   * @param message the message's client id (the only one while uploading) or its number
   * @param file the file's id, 16 bytes
   */
  public record Path(ChatId chat, String message, ByteString file) {
    /** A file of a message that is being sent. */
    public static Path of(ChatId chat, ByteString clientId, ByteString file) {
      return new Path(chat, clientId.toBase64Url(), file);
    }

    private String under(String endpoint) {
      return "chat/" + endpoint + "/" + chat.value() + "/" + message + "/" + file.toBase64Url();
    }
  }

  /** {@code POST chat/upload_metadata/…}: begins an upload, or goes on with it. */
  public Upload open(String token, Path path, FileLayout layout) {
    ObjectNode body = JsonFields.object().put("size", layout.size()).put("chunks", layout.count());
    JsonFields in = http.post(path.under("upload_metadata"), token, body).json();
    return new Upload(
        in.text("state").equals("complete"),
        in.list("parts", part -> new StoredPart((int) part.number("index"), part.number("size"))));
  }

  /**
   * Schema UploadStatus.
   *
   * @param complete whether the parts are one object already
   * @param parts those that the store has
   */
  public record Upload(boolean complete, List<StoredPart> parts) {
    /** Whether the store has this part, as long as it has to be. */
    public boolean has(FileLayout layout, int index) {
      return complete || parts.contains(new StoredPart(index, layout.partLength(index)));
    }
  }

  /** Schema StoredPart: a part of so many bytes. */
  public record StoredPart(int index, long size) {}

  /**
   * {@code POST chat/upload_chunk/…}: where to put consecutive parts.
   *
   * @param checksums SHA-256 of each, at most 16
   */
  public List<PartUrl> urls(String token, Path path, int first, List<ByteString> checksums) {
    ObjectNode body = JsonFields.object();
    ArrayNode digests = body.putArray("digests");
    checksums.forEach(checksum -> digests.add(checksum.toBase64Url()));
    JsonFields in = http.post(path.under("upload_chunk") + "/" + first, token, body).json();
    return in.list("urls", this::readUrl);
  }

  /**
   * Schema PartUrl.
   *
   * @param headers that are signed and must be sent
   */
  public record PartUrl(int index, URI url, Map<String, String> headers) {}

  /** {@code POST chat/upload_complete/…}: makes one object of the parts. */
  public void complete(String token, Path path) {
    http.post(path.under("upload_complete"), token, JsonFields.object());
  }

  /** {@code DELETE chat/upload_metadata/…}: gives an upload up. */
  public void cancel(String token, Path path) {
    http.delete(path.under("upload_metadata"), token);
  }

  /** {@code GET chat/file/…}: where the whole object is. */
  public StoredObject find(String token, Path path) {
    JsonFields in = http.get(path.under("file"), token).json();
    return new StoredObject(http.resolved(in.text("url")), in.number("object_size"));
  }

  /**
   * Schema FileUrl.
   *
   * @param url good for any range for a while
   */
  public record StoredObject(URI url, long size) {}

  private PartUrl readUrl(JsonFields in) {
    Map<String, String> headers = new HashMap<>();
    JsonFields signed = in.fields("headers");
    signed.names().forEach(name -> headers.put(name, signed.text(name)));
    return new PartUrl((int) in.number("index"), http.resolved(in.text("url")), headers);
  }
}
