package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.Login;
import dev.ren.platform.RateLimiter;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** {@code GET user/search}. */
public final class SearchUsersHandler extends RestHandler {
  private final Profiles profiles;
  private final Authenticator authenticator;
  private final Clock clock;
  private final RateLimiter limiter;

  /** As Lambda makes it. */
  public SearchUsersHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public SearchUsersHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.profiles = wiring.profiles();
    this.authenticator = wiring.authenticator();
    this.clock = wiring.platform().clock();
    this.limiter = wiring.rateLimiter();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    limiter.count("search", caller.user().value(), 120, Duration.ofMinutes(1));
    String query = request.query("q");
    String cursor = request.query("cursor");
    Profiles.Page page =
        profiles.search(query == null ? "" : query, Optional.ofNullable(cursor).map(Login::parse));
    return RestResponse.json(
        json -> {
          json.writeArrayFieldStart("users");
          for (Profile profile : page.profiles()) {
            json.writeStartObject();
            profile.write(json);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (page.next().isPresent()) {
            json.writeStringField("next", page.next().get().value());
          }
        });
  }
}
