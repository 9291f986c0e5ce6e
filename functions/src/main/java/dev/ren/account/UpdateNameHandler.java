package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code POST user/update/name}. */
public final class UpdateNameHandler extends RestHandler {
  private final Profiles profiles;
  private final Authenticator authenticator;
  private final Clock clock;

  /** As Lambda makes it. */
  public UpdateNameHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public UpdateNameHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.profiles = wiring.profiles();
    this.authenticator = wiring.authenticator();
    this.clock = wiring.platform().clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    UserName name = new UserName(request.json().string("userName", 256));
    return RestResponse.json(profiles.rename(caller.user(), name)::write);
  }
}
