package dev.ren.client.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a message says (§10): {@code u8 1 ‖ UTF-8 JSON}. */
public sealed interface Body {
  /** Most bytes of an encoded body. */
  int MAX = 65_532;

  /** Most code points of a text. */
  int MAX_TEXT = 16_000;

  /** Most files of a message. */
  int MAX_FILES = 10;

  /** The version byte. */
  int VERSION = 1;

  /** What this client writes. */
  sealed interface Outgoing extends Body {
    /** The message that it answers. */
    Optional<Reply> reply();
  }

  /** Text, perhaps an answer to an earlier message. */
  record Text(String text, Optional<Reply> reply) implements Outgoing {
    public Text {
      requireText(text);
    }

    /** Text that answers nothing. */
    public Text(String text) {
      this(text, Optional.empty());
    }

    @Override
    public String toString() {
      return "Text";
    }
  }

  /** 1 to 10 files, perhaps with a caption. */
  record Files(List<FileReference> files, Optional<String> text, Optional<Reply> reply)
      implements Outgoing {
    public Files {
      files = List.copyOf(files);
      text.ifPresent(Body::requireText);
      requireFiles(files);
    }

    @Override
    public String toString() {
      return "Files";
    }
  }

  /** A kind that this version does not know: shown as "needs a newer client". */
  record Unknown(String type) implements Body {}

  /**
   * The message that is answered.
   *
   * @param id its log number
   * @param clientId its client id, 16 bytes
   */
  record Reply(long id, ByteString clientId) {
    private static Reply read(JsonFields in) {
      return new Reply(in.number("id"), in.bytes("client_id").exactly(16, "client_id"));
    }
  }

  /** Ids of a body's stored files: what the message that carries it attaches. */
  static List<ByteString> attachedOf(Body body) {
    return body instanceof Files files ? idsOf(files.files()) : List.of();
  }

  /** The bytes to pad and seal. */
  static ByteString encode(Outgoing body) {
    ObjectNode node = JsonFields.object();
    switch (body) {
      case Text text -> node.put("t", "text").put("text", text.text());
      case Files files -> {
        node.put("t", "files");
        files.text().ifPresent(caption -> node.put("text", caption));
        ArrayNode list = node.putArray("files");
        files.files().forEach(file -> list.add(file.write()));
      }
    }
    body.reply()
        .ifPresent(
            reply ->
                node.putObject("reply")
                    .put("id", reply.id())
                    .put("client_id", reply.clientId().toBase64Url()));
    ByteString encoded =
        new ByteWriter().u8(VERSION).raw(node.toString().getBytes(StandardCharsets.UTF_8)).done();
    if (encoded.size() > MAX) {
      throw malformed("body over 65,532 bytes");
    }
    return encoded;
  }

  /** Reads a body; {@link ErrorCode#MALFORMED} unless every rule of its kind holds. */
  static Body decode(ByteString encoded) {
    if (encoded.size() > MAX) {
      throw malformed("body over 65,532 bytes");
    }
    JsonFields fields =
        JsonFields.parse(new ByteReader("body", encoded).constant(VERSION).restText());
    String type = fields.text("t");
    return switch (type) {
      case "text" -> new Text(fields.text("text"), fields.optionalFields("reply").map(Reply::read));
      case "files" ->
          new Files(
              fields.list("files", FileReference::read),
              fields.optionalText("text"),
              fields.optionalFields("reply").map(Reply::read));
      default -> new Unknown(type);
    };
  }

  private static void requireText(String text) {
    int length = text.codePointCount(0, text.length());
    if (length < 1 || length > MAX_TEXT) {
      throw malformed("text has 1 to 16,000 characters");
    }
  }

  private static List<ByteString> idsOf(List<FileReference> files) {
    return files.stream()
        .filter(FileReference.Stored.class::isInstance)
        .map(file -> ((FileReference.Stored) file).secret().id())
        .toList();
  }

  private static void requireFiles(List<FileReference> files) {
    long inline =
        files.stream()
            .filter(FileReference.Inline.class::isInstance)
            .mapToLong(file -> file.details().size())
            .sum();
    List<ByteString> ids = idsOf(files);
    boolean once = ids.stream().distinct().count() == ids.size();
    if (files.isEmpty() || files.size() > MAX_FILES || inline > FileReference.MAX_INLINE || !once) {
      throw malformed("no files, too many, too much inline, or one twice");
    }
  }

  private static ProtocolException malformed(String detail) {
    return new ProtocolException(ErrorCode.MALFORMED, detail);
  }
}
