package dev.ren.file;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.Caller;
import dev.ren.platform.ChatId;
import dev.ren.platform.FileId;
import dev.ren.platform.RestRequest;
import java.io.IOException;
import java.time.Clock;

/** What the endpoints of downloads share. */
final class Downloads {
  private Downloads() {}

  /** The file that the parameters {@code chat_id}, {@code message_id} and {@code file_id} name. */
  static StoredFile file(FindFiles findFiles, Caller caller, RestRequest request) {
    return findFiles.find(
        caller.user(),
        ChatId.parse(request.path("chat_id")),
        request.path("message_id"),
        new FileId(request.path("file_id")));
  }

  static void layout(FileLayout layout, JsonGenerator json) throws IOException {
    json.writeNumberField("size", layout.size());
    json.writeNumberField("chunks", layout.chunks());
    json.writeNumberField("object_size", layout.objectSize());
  }

  /** When a URL that was signed now ends. */
  static void expiry(Clock clock, JsonGenerator json) throws IOException {
    json.writeNumberField("expires_at", clock.millis() + FileUrls.LIFETIME_SECONDS * 1000);
  }
}
