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

/** {@code POST recover_account_by_access_key}. */
public final class RecoverAccountHandler extends RestHandler {
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private final Recover recover;
  private final RateLimiter limiter;

  /** As Lambda makes it. */
  public RecoverAccountHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public RecoverAccountHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.recover = wiring.recover();
    this.limiter = wiring.rateLimiter();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    JsonObject json = request.json();
    Login login = Login.parse(json.string("login"));
    byte[] half = json.bytesOf("accessKey", RecoveryHalves.LENGTH);
    limiter.count("recover", request.sourceIp(), 20, WINDOW);
    limiter.count("recover-of", request.sourceIp() + " " + login, 5, WINDOW);
    Recover.Recovery recovery = recover.recover(login, half);
    Credentials credentials = recovery.account().credentials();
    return RestResponse.json(
        out -> {
          out.writeStringField("recovery_token", recovery.token());
          out.writeNumberField("expires_at", recovery.expires().toEpochMilli());
          out.writeStringField("user_id", recovery.account().profile().user().value());
          recovery.account().identity().write(out, "identity");
          credentials.vault().write(out, "vault");
          credentials.recoverySlot().write(out, "slot");
          out.writeStringField("password_salt", Bytes64.encode(recovery.salt()));
          Kdf.write(out);
          out.writeNumberField("rev", credentials.rev());
          recovery.state().write(out, "state");
        });
  }
}
