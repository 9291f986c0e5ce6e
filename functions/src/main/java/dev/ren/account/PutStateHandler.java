package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.JsonObject;
import dev.ren.platform.P256;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code PUT user/state}. */
public final class PutStateHandler extends RestHandler {
  private final ReplaceState replaceState;
  private final Authenticator authenticator;
  private final Clock clock;

  /** As Lambda makes it. */
  public PutStateHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public PutStateHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.replaceState = wiring.replaceState();
    this.authenticator = wiring.authenticator();
    this.clock = wiring.platform().clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    JsonObject json = request.json();
    Sealed state =
        new Sealed(json.number("rev", 2, (1L << 53) - 1), json.bytes("sealed", Sealed.MAX_STATE));
    replaceState.replace(caller.user(), state, json.bytesOf("signature", P256.SIGNATURE));
    return RestResponse.json(out -> out.writeNumberField("rev", state.rev()));
  }
}
