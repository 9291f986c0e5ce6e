package dev.ren.account;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.RestResponse;
import java.io.IOException;

/** The answer to a log-in: a session and everything that the client unlocks with the password. */
record OpenedAccount(Account account, Sealed state, Sessions.Opened session) {

  RestResponse toResponse() {
    return session.withCookie(RestResponse.json(this::write));
  }

  private void write(JsonGenerator json) throws IOException {
    session.write(json);
    json.writeStringField("user_id", account.profile().user().value());
    json.writeStringField("login", account.profile().login().value());
    json.writeStringField("userName", account.profile().name());
    account.identity().write(json, "identity");
    account.credentials().vault().write(json, "vault");
    account.credentials().passwordSlot().write(json, "slot");
    account.credentials().recoverySlot().write(json, "recovery_slot");
    state.write(json, "state");
    json.writeNumberField("rev", account.credentials().rev());
  }
}
