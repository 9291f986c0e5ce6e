package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Bytes64;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.RateLimiter;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;
import java.time.Duration;

/** {@code POST recovery_half}. */
public final class RecoveryHalfHandler extends RestHandler {
  private final RenewRecoveryHalf renew;
  private final Authenticator authenticator;
  private final RateLimiter limiter;
  private final Clock clock;

  /** As Lambda makes it. */
  public RecoveryHalfHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public RecoveryHalfHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.renew = wiring.renewRecoveryHalf();
    this.authenticator = wiring.authenticator();
    this.limiter = wiring.rateLimiter();
    this.clock = wiring.platform().clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    byte[] authKey = request.json().bytesOf("current_password", 32);
    // By session and not by user: a thief of one session must not keep the owner from changing.
    limiter.count("credentials", caller.sessionId(), 10, Duration.ofMinutes(5));
    byte[] half = renew.renew(caller.user(), authKey);
    return RestResponse.json(json -> json.writeStringField("accessKey", Bytes64.encode(half)));
  }
}
