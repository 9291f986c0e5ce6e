package dev.ren.client;

import dev.ren.client.api.AccessToken;
import dev.ren.client.api.AccountApi;
import dev.ren.client.api.ApiException;
import dev.ren.client.api.RefreshToken;
import dev.ren.client.protocol.JsonFields;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The tokens of a session. Refreshing takes the store's lock and looks there first, so that two
 * programs with one profile never use one refresh token twice, which would end the session.
 */
final class Session {
  private static final String NAME = "session";
  private static final long MARGIN = Duration.ofSeconds(30).toMillis();

  private record Tokens(String access, long expiresAt, RefreshToken refresh) {}

  private final ClientEnvironment environment;
  private final ClientStore store;
  private final AccountApi api;

  Session(ClientEnvironment environment, ClientStore store) {
    this.environment = environment;
    this.store = store;
    this.api = environment.accounts();
  }

  /** Begins with the tokens of a login. */
  void begin(AccessToken access, RefreshToken refresh) {
    store.exclusively(() -> keep(access, refresh));
  }

  /** Makes a call with a token that is good, refreshed once if the server says otherwise. */
  <T> T call(Function<String, T> call) {
    String token = token();
    try {
      return call.apply(token);
    } catch (ApiException e) {
      if (e.status() != 401 || !e.is("unauthorized")) {
        throw e;
      }
      return call.apply(renewed(token).access());
    }
  }

  /** The same for a call without an answer. */
  void run(Consumer<String> call) {
    call(
        token -> {
          call.accept(token);
          return true;
        });
  }

  /** A token for a new connection, good for a while. */
  String token() {
    Tokens tokens = read();
    return isFresh(tokens) ? tokens.access() : renewed(tokens.access()).access();
  }

  /** When the present access token ends, in milliseconds since 1970. */
  long expiresAt() {
    return read().expiresAt();
  }

  /** Another token than the present one. */
  String renew() {
    return renewed(read().access()).access();
  }

  /** Ends this session, or all of the account, and forgets what the store holds but its marks. */
  void logout(boolean everywhere) {
    try {
      run(token -> api.logout(token, read().refresh(), everywhere));
    } catch (ApiException e) {
      // A session that has ended already is no reason to keep its keys.
      if (e.status() != 401) {
        throw e;
      }
    }
    new RevisionMarks(store).forgetTheRest();
  }

  private Tokens renewed(String stale) {
    return store.exclusively(
        () -> {
          Tokens tokens = read();
          if (!tokens.access().equals(stale) && isFresh(tokens)) {
            return tokens;
          }
          AccountApi.Refreshed refreshed = api.refresh(tokens.refresh());
          return keep(refreshed.access(), refreshed.refresh());
        });
  }

  private boolean isFresh(Tokens tokens) {
    return environment.clock().millis() < tokens.expiresAt() - MARGIN;
  }

  private Tokens keep(AccessToken access, RefreshToken refresh) {
    long expiresAt =
        environment.clock().millis() + Duration.ofSeconds(access.expiresIn()).toMillis();
    store.write(
        NAME,
        JsonFields.object()
            .put("access_token", access.value())
            .put("expires_at", expiresAt)
            .put("refresh_token", refresh.value())
            .toString());
    return new Tokens(access.value(), expiresAt, refresh);
  }

  private Tokens read() {
    JsonFields in = JsonFields.parse(store.read(NAME).orElseThrow(NotLoggedIn::new));
    return new Tokens(
        in.text("access_token"),
        in.number("expires_at"),
        new RefreshToken(in.text("refresh_token")));
  }
}
