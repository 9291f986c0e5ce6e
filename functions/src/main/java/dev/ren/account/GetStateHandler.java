package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Bytes64;
import dev.ren.platform.Caller;
import dev.ren.platform.Environment;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import java.time.Clock;

/** {@code GET user/state}. */
public final class GetStateHandler extends RestHandler {
  private final AccountStores stores;
  private final Authenticator authenticator;
  private final Clock clock;

  /** As Lambda makes it. */
  public GetStateHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public GetStateHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.stores = wiring.stores();
    this.authenticator = wiring.authenticator();
    this.clock = wiring.platform().clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    Caller caller = authenticator.caller(request, clock.millis());
    Sealed state = stores.states().read(caller.user());
    return RestResponse.json(
        json -> {
          json.writeNumberField("rev", state.rev());
          json.writeStringField("sealed", Bytes64.encode(state.bytes()));
        });
  }
}
