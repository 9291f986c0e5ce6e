package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.JsonObject;
import dev.ren.platform.RateLimiter;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;
import java.time.Duration;

/** {@code POST user/update/avatar}. */
public final class UpdateAvatarHandler extends RestHandler {
  private final Profiles profiles;
  private final Authenticator authenticator;
  private final Clock clock;
  private final RateLimiter limiter;

  /** As Lambda makes it. */
  public UpdateAvatarHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public UpdateAvatarHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.profiles = wiring.profiles();
    this.authenticator = wiring.authenticator();
    this.clock = wiring.platform().clock();
    this.limiter = wiring.rateLimiter();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    limiter.count("avatar", caller.user().value(), 20, Duration.ofHours(1));
    JsonObject json = request.json();
    Profile profile =
        json.has("image")
            ? profiles.setAvatar(
                caller.user(), Avatars.encode(json.bytes("image", Avatars.MAX_BYTES)))
            : profiles.removeAvatar(caller.user());
    return RestResponse.json(profile::write);
  }
}
