package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.JsonObject;
import dev.ren.platform.P256;
import dev.ren.platform.RateLimiter;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import dev.ren.platform.Tokens;
import dev.ren.platform.UserId;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** {@code POST update_password_and_keys}. */
public final class UpdatePasswordAndKeysHandler extends RestHandler {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private final ChangeCredentials changeCredentials;
  private final Authenticator authenticator;
  private final Tokens tokens;
  private final RateLimiter limiter;
  private final Clock clock;

  /** As Lambda makes it. */
  public UpdatePasswordAndKeysHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public UpdatePasswordAndKeysHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.changeCredentials = wiring.changeCredentials();
    this.authenticator = wiring.authenticator();
    this.tokens = wiring.platform().tokens();
    this.limiter = wiring.rateLimiter();
    this.clock = wiring.platform().clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    String bearer = Authenticator.bearer(request);
    return Tokens.says(Tokens.Kind.RECOVERY, bearer)
        ? recover(bearer, request)
        : changePassword(bearer, request);
  }

  private RestResponse recover(String bearer, RestRequest request) {
    Tokens.Claims token = tokens.verify(Tokens.Kind.RECOVERY, bearer, ErrorCode.RECOVERY_EXPIRED);
    JsonObject json = request.json();
    var warrant = new ChangeCredentials.Warrant.RecoveryToken(token.id());
    return answer(token.user(), warrant, json);
  }

  private RestResponse changePassword(String bearer, RestRequest request) {
    Caller caller = authenticator.caller(bearer, clock.millis());
    // By session and not by user: a thief of one session must not keep the owner from changing.
    limiter.count("credentials", caller.sessionId(), 10, WINDOW);
    JsonObject json = request.json();
    var warrant =
        new ChangeCredentials.Warrant.CurrentPassword(json.bytesOf("current_password", 32));
    return answer(caller.user(), warrant, json);
  }

  private RestResponse answer(UserId user, ChangeCredentials.Warrant warrant, JsonObject json) {
    return changeCredentials.change(user, warrant, change(json), Devices.name(json)).toResponse();
  }

  private static ChangeCredentials.Change change(JsonObject json) {
    Kdf.require(json);
    return new ChangeCredentials.Change(
        json.number("rev", 2, 0xffff_ffffL),
        json.bytesOf("password", 32),
        Sealed.readSlot(json, "password_slot"),
        json.has("recovery_slot")
            ? Optional.of(Sealed.readSlot(json, "recovery_slot"))
            : Optional.empty(),
        json.has("recovery_half")
            ? Optional.of(json.bytesOf("recovery_half", 32))
            : Optional.empty(),
        json.has("vault")
            ? Optional.of(Sealed.read(json, "vault", Sealed.MAX_VAULT))
            : Optional.empty(),
        json.has("identity") ? Optional.of(Identity.read(json, "identity")) : Optional.empty(),
        json.has("state")
            ? Optional.of(Sealed.read(json, "state", Sealed.MAX_STATE))
            : Optional.empty(),
        json.bytesOf("cred_signature", P256.SIGNATURE));
  }
}
