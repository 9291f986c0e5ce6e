package dev.ren.realtime;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.Json;
import dev.ren.platform.UserId;
import java.io.IOException;

/**
 * Whether somebody is there.
 *
 * @param lastSeen milliseconds since 1970; 0 where nothing is known, or where it means nothing
 *     because the person is online
 */
public record ContactStatus(UserId user, boolean online, long lastSeen) {

  /** What a user's sockets say of the user. */
  public static ContactStatus of(Presence presence, long now) {
    boolean online = presence.isOnlineAt(now);
    return new ContactStatus(presence.user(), online, online ? 0 : presence.seen());
  }

  /** The event {@code status_update}. */
  public String update() {
    return Json.text(
        json -> {
          json.writeStringField("type", "status_update");
          write(json);
        });
  }

  /** Writes {@code user_id, online, last_seen?} (PROTOCOL.md §14). */
  void write(JsonGenerator json) throws IOException {
    json.writeStringField("user_id", user.value());
    json.writeBooleanField("online", online);
    if (lastSeen > 0) {
      json.writeNumberField("last_seen", lastSeen);
    }
  }
}
