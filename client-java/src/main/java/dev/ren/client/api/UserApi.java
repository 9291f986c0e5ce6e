package dev.ren.client.api;

import dev.ren.client.protocol.JsonFields;
import dev.ren.client.protocol.Login;
import dev.ren.client.protocol.SignedIdentity;
import dev.ren.client.protocol.UserId;
import java.util.List;
import java.util.Optional;

/** People as others see them. */
public final class UserApi {
  private final Http http;

  /** Calls through {@code http}. */
  public UserApi(Http http) {
    this.http = http;
  }

  /** {@code GET user}: the caller. */
  public Person self(String token) {
    return Person.read(http.get("user", token).json());
  }

  /** {@code GET user/search}: people whose username begins with the text. */
  public PeoplePage search(String token, String beginning, Optional<String> cursor) {
    String page = cursor.map(value -> "&cursor=" + Http.encoded(value)).orElse("");
    JsonFields in = http.get("user/search?q=" + Http.encoded(beginning) + page, token).json();
    return new PeoplePage(in.list("users", Person::read), in.optionalText("next"));
  }

  /**
   * Schema PeoplePage.
   *
   * @param next cursor of the next page
   */
  public record PeoplePage(List<Person> users, Optional<String> next) {}

  /** {@code GET user/{user_id}/identity}: records from a generation on, not verified yet. */
  public Identities identities(String token, UserId user, long from) {
    JsonFields in = http.get("user/" + user + "/identity?from=" + from, token).json();
    return new Identities(
        new UserId(in.text("user_id")),
        new Login(in.text("login")),
        in.list("identities", Wire::readIdentity));
  }

  /** Schema IdentityChain. */
  public record Identities(UserId user, Login login, List<SignedIdentity> identities) {}
}
