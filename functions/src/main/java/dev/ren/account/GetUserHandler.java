package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code GET user}. */
public final class GetUserHandler extends RestHandler {
  private final Profiles profiles;
  private final Authenticator authenticator;
  private final Clock clock;

  /** As Lambda makes it. */
  public GetUserHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public GetUserHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.profiles = wiring.profiles();
    this.authenticator = wiring.authenticator();
    this.clock = wiring.platform().clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    return RestResponse.json(profiles.of(caller.user())::write);
  }
}
