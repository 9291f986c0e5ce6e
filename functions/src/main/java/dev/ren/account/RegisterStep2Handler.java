package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Environment;
import dev.ren.platform.JsonObject;
import dev.ren.platform.P256;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import dev.ren.platform.Tokens;

/** {@code POST register_step2}. */
public final class RegisterStep2Handler extends RestHandler {
  private final Register register;

  /** As Lambda makes it. */
  public RegisterStep2Handler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public RegisterStep2Handler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.register = wiring.register();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Tokens.Claims token = register.registration(Authenticator.bearer(request));
    JsonObject json = request.json();
    Register.Keys keys =
        new Register.Keys(
            Identity.read(json, "identity"),
            Sealed.read(json, "vault", Sealed.MAX_VAULT),
            Sealed.readSlot(json, "password_slot"),
            Sealed.readSlot(json, "recovery_slot"),
            Sealed.read(json, "state", Sealed.MAX_STATE),
            json.bytesOf("cred_signature", P256.SIGNATURE));
    return register.activate(token, keys, Devices.name(json)).toResponse();
  }
}
