package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Environment;
import dev.ren.platform.Login;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code GET user/avatar/{username}}. */
public final class GetAvatarHandler extends RestHandler {
  private final Profiles profiles;
  private final Authenticator authenticator;
  private final Clock clock;

  /** As Lambda makes it. */
  public GetAvatarHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public GetAvatarHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.profiles = wiring.profiles();
    this.authenticator = wiring.authenticator();
    this.clock = wiring.platform().clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    authenticator.caller(request, clock.millis());
    AvatarStore.Avatar avatar = profiles.avatar(Login.parse(request.path("username")));
    return RestResponse.image(avatar.jpeg(), avatar.version());
  }
}
