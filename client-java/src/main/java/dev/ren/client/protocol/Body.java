package dev.ren.client.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a message says (§10): {@code u8 1 ‖ UTF-8 JSON}. */
public sealed interface Body {
  /** Most bytes of an encoded body. */
  int MAX = 65_532;

  /** Most code points of a text. */
  int MAX_TEXT = 16_000;

  /** The version byte. */
  int VERSION = 1;

  /** Text, perhaps an answer to an earlier message. */
  record Text(String text, Optional<Reply> reply) implements Body {
    public Text {
      int length = text.codePointCount(0, text.length());
      if (length < 1 || length > MAX_TEXT) {
        throw new ProtocolException(ErrorCode.MALFORMED, "text has 1 to 16,000 characters");
      }
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

  /** A kind that this version does not know: shown as "needs a newer client". */
  record Unknown(String type) implements Body {}

  /**
   * The message that is answered.
   *
   * @param id its log number
   * @param clientId its client id, 16 bytes
   */
  record Reply(long id, ByteString clientId) {}

  /** The bytes to pad and seal. */
  static ByteString encode(Text body) {
    ObjectNode node = JsonFields.object().put("t", "text").put("text", body.text());
    body.reply()
        .ifPresent(
            reply ->
                node.putObject("reply")
                    .put("id", reply.id())
                    .put("client_id", reply.clientId().toBase64Url()));
    ByteString encoded =
        new ByteWriter().u8(VERSION).raw(node.toString().getBytes(StandardCharsets.UTF_8)).done();
    if (encoded.size() > MAX) {
      throw new ProtocolException(ErrorCode.MALFORMED, "body over 65,532 bytes");
    }
    return encoded;
  }

  /** Reads a body; {@link ErrorCode#MALFORMED} unless every rule of its kind holds. */
  static Body decode(ByteString encoded) {
    if (encoded.size() > MAX) {
      throw new ProtocolException(ErrorCode.MALFORMED, "body over 65,532 bytes");
    }
    JsonFields fields =
        JsonFields.parse(new ByteReader("body", encoded).constant(VERSION).restText());
    String type = fields.text("t");
    if (!type.equals("text")) {
      return new Unknown(type);
    }
    Optional<Reply> reply =
        fields
            .optionalFields("reply")
            .map(
                answered ->
                    new Reply(
                        answered.number("id"),
                        answered.bytes("client_id").exactly(16, "client_id")));
    return new Text(fields.text("text"), reply);
  }
}
