package dev.ren.account;

import dev.ren.platform.Environment;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Login;
import dev.ren.platform.Metrics;
import dev.ren.platform.RateLimiter;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Duration;

/** {@code POST login}. */
public final class LoginHandler extends RestHandler {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private final LogIn logIn;
  private final RateLimiter limiter;

  /** As Lambda makes it. */
  public LoginHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public LoginHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.logIn = wiring.logIn();
    this.limiter = wiring.rateLimiter();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    JsonObject json = request.json();
    Login login = Login.parse(json.string("login"));
    byte[] authKey = json.bytesOf("password", 32);
    // Never by login alone: a stranger could lock the owner out.
    limiter.count("login", request.sourceIp(), 60, WINDOW);
    limiter.count("login-of", request.sourceIp() + " " + login, 10, WINDOW);
    RestResponse answer = logIn.logIn(login, authKey, Devices.name(json)).toResponse();
    Metrics.process().count(Metrics.Metric.LOGINS);
    return answer;
  }
}
