package dev.ren.message;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.chat.LogEntry;
import dev.ren.platform.Bytes64;
import java.io.IOException;

/** Writes {@code MessageSent} of openapi.yaml, the acknowledgement of a send. */
final class MessageSent {
  private MessageSent() {}

  static void write(LogEntry.Message message, JsonGenerator json) throws IOException {
    json.writeStringField("chat_id", message.chat().value());
    json.writeStringField("client_id", Bytes64.encode(message.sealed().clientId()));
    json.writeNumberField("id", message.number());
    json.writeNumberField("created_at", message.createdAt());
  }
}
