package dev.ren.account;

import dev.ren.platform.Bytes64;
import dev.ren.platform.Environment;
import dev.ren.platform.JsonObject;
import dev.ren.platform.Login;
import dev.ren.platform.RateLimiter;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Duration;

/** {@code POST register_step1}. */
public final class RegisterStep1Handler extends RestHandler {
  private static final int AUTH_KEY = 32;
  private final Register register;
  private final RateLimiter limiter;

  /** As Lambda makes it. */
  public RegisterStep1Handler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public RegisterStep1Handler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.register = wiring.register();
    this.limiter = wiring.rateLimiter();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    limiter.count("register", request.sourceIp(), 30, Duration.ofHours(1));
    JsonObject json = request.json();
    Kdf.require(json);
    Register.Reserved reserved =
        register.reserve(
            Login.parse(json.string("login")),
            new UserName(json.string("userName", 256)),
            json.bytesOf("password", AUTH_KEY));
    return RestResponse.json(
        out -> {
          out.writeStringField("user_id", reserved.user().value());
          out.writeStringField("accessKey", Bytes64.encode(reserved.recoveryHalf()));
          out.writeStringField("token", reserved.token());
          out.writeNumberField("expires_at", reserved.expires().toEpochMilli());
        });
  }
}
