package dev.ren.account;

import dev.ren.platform.Authenticator;
import dev.ren.platform.Environment;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;
import dev.ren.platform.UserId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@code GET user/{user_id}/identity}. */
public final class GetIdentityHandler extends RestHandler {
  private final AccountStores stores;
  private final Authenticator authenticator;
  private final Clock clock;

  /** As Lambda makes it. */
  public GetIdentityHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public GetIdentityHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.stores = wiring.stores();
    this.authenticator = wiring.authenticator();
    this.clock = wiring.platform().clock();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    authenticator.caller(request, clock.millis());
    UserId user = UserId.parse(request.path("user_id"));
    long from = request.query("from", -1, 0, 0xffff_ffffL);
    List<Identity> identities =
        stores.accounts().identities(user, from < 0 ? Optional.empty() : Optional.of(from));
    if (identities.isEmpty()) {
      throw Problem.of(ErrorCode.NOT_FOUND, "no such person or generation");
    }
    return RestResponse.json(
        json -> {
          json.writeStringField("user_id", user.value());
          json.writeStringField("login", identities.getFirst().content().login().value());
          json.writeArrayFieldStart("identities");
          for (Identity identity : identities) {
            json.writeStartObject();
            identity.write(json);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
