package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;
import java.util.List;

/** {@code GET user/sessions}. */
public final class ListSessionsHandler extends RestHandler {
  private final Sessions sessions;
  private final Authenticator authenticator;
  private final Clock clock;

  /** As Lambda makes it. */
  public ListSessionsHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public ListSessionsHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.sessions = wiring.sessions();
    this.authenticator = wiring.authenticator();
    this.clock = wiring.platform().clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    List<SessionStore.Session> list = sessions.list(caller.user());
    return RestResponse.json(
        json -> {
          json.writeArrayFieldStart("sessions");
          for (SessionStore.Session session : list) {
            json.writeStartObject();
            json.writeStringField("session_id", session.id());
            if (!session.device().isEmpty()) {
              json.writeStringField("device", session.device());
            }
            json.writeNumberField("created_at", session.created().toEpochMilli());
            json.writeNumberField("used_at", session.used().toEpochMilli());
            json.writeBooleanField("current", session.id().equals(caller.sessionId()));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
