package dev.ren.account;

import dev.ren.platform.Environment;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;

/** {@code POST refresh}. */
public final class RefreshHandler extends RestHandler {
  private final Sessions sessions;

  /** As Lambda makes it. */
  public RefreshHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public RefreshHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.sessions = wiring.sessions();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    String header = request.header("cookie");
    String token = header == null ? "" : Sessions.cookieOf(header);
    if (token.isEmpty()) {
      throw Problem.of(ErrorCode.UNAUTHORIZED, "no refresh cookie");
    }
    Sessions.Opened opened = sessions.refresh(token);
    return opened.withCookie(RestResponse.json(opened::write));
  }
}
