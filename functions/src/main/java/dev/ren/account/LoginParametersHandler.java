package dev.ren.account;

import dev.ren.platform.Bytes64;
import dev.ren.platform.Environment;
import dev.ren.platform.Login;
import dev.ren.platform.Problem;
import dev.ren.platform.RestHandler;
import dev.ren.platform.RestRequest;
import dev.ren.platform.RestResponse;

/** {@code GET login/parameters}. */
public final class LoginParametersHandler extends RestHandler {
  private final PasswordVerifier passwords;

  /** As Lambda makes it. */
  public LoginParametersHandler() {
    this(Environment.system());
  }

  /** As the local stack and tests make it. */
  public LoginParametersHandler(Environment environment) {
    AccountWiring wiring = new AccountWiring(environment);
    this.passwords = wiring.passwords();
  }

  @Override
  protected RestResponse handle(RestRequest request) {
    String text = request.query("login");
    if (text == null) {
      throw Problem.badRequest("login is missing");
    }
    byte[] salt = passwords.salt(Login.parse(text));
    return RestResponse.json(
        json -> {
          json.writeStringField("salt", Bytes64.encode(salt));
          Kdf.write(json);
        });
  }
}
