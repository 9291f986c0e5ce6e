package dev.ren.account;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.Bytes64;
import dev.ren.platform.Login;
import dev.ren.platform.UserId;
import java.io.IOException;

/**
 * A person as others see them.
 *
 * @param fingerprint of the newest identity, 32 bytes
 * @param avatar the version of the picture, empty where there is none
 */
public record Profile(
    UserId user, Login login, String name, byte[] fingerprint, long generation, String avatar) {

  /** Writes the fields of {@code Person} in openapi.yaml. */
  public void write(JsonGenerator json) throws IOException {
    json.writeStringField("user_id", user.value());
    json.writeStringField("login", login.value());
    json.writeStringField("userName", name);
    json.writeStringField("fingerprint", Bytes64.encode(fingerprint));
    if (!avatar.isEmpty()) {
      json.writeStringField("avatar", avatar);
    }
  }
}
