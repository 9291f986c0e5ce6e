package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code GET auth/verify}. */
public final class VerifyTokenHandler extends RestHandler {
  private final Authenticator authenticator;
  private final Clock clock;

  /** As Lambda makes it. */
  public VerifyTokenHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public VerifyTokenHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.authenticator = wiring.authenticator();
    this.clock = wiring.platform().clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    return RestResponse.json(
        json -> {
          json.writeStringField("user_id", caller.user().value());
          json.writeStringField("session_id", caller.sessionId());
          json.writeNumberField("expires_at", caller.expiresAt());
        });
  }
}
