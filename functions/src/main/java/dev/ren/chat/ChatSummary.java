package dev.ren.chat;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.account.Profile;
import dev.ren.platform.ChatId;
import java.io.IOException;
import java.util.Optional;

/**
 * A chat in its member's list.
 *
 * @param companion of a 1:1
 * @param last the newest entry, empty where it is large
 * @param read how far the member has read
 */
record ChatSummary(
    ChatHead head, Optional<Profile> companion, Optional<LogEntry> last, ReadMark read) {

  /** Writes {@code ChatSummary} of openapi.yaml. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("chat_id", head.chat().value());
    json.writeNumberField("kind", head.chat() instanceof ChatId.Direct ? 0 : 1);
    if (companion.isPresent()) {
      json.writeObjectFieldStart("companion");
      companion.get().write(json);
      json.writeEndObject();
    }
    json.writeNumberField("head", head.number());
    json.writeNumberField("epoch", head.epoch());
    json.writeNumberField("epoch_entry", head.epochEntry());
    json.writeNumberField("at", head.at());
    if (last.isPresent()) {
      json.writeFieldName("last");
      EntryJson.writeObject(last.get(), json);
    }
    json.writeNumberField("read", read.number());
    json.writeNumberField("unread", read.unread(head));
    json.writeEndObject();
  }
}
