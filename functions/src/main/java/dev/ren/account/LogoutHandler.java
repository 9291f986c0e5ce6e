package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.JsonObject;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code POST logout}. */
public final class LogoutHandler extends RestHandler {
  private final Sessions sessions;
  private final Authenticator authenticator;
  private final Clock clock;

  /** As Lambda makes it. */
  public LogoutHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public LogoutHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.sessions = wiring.sessions();
    this.authenticator = wiring.authenticator();
    this.clock = wiring.platform().clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    JsonObject json = request.json();
    if (json.flag("everywhere", false)) {
      sessions.endAll(caller.user(), session -> true);
      return Sessions.withoutCookie(RestResponse.noContent());
    }
    if (json.has("session_id") && !json.string("session_id", 64).equals(caller.sessionId())) {
      sessions.end(caller.user(), json.string("session_id", 64));
      return RestResponse.noContent();
    }
    sessions.end(caller.user(), caller.sessionId());
    return Sessions.withoutCookie(RestResponse.noContent());
  }
}
