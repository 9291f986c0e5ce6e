package dev.ren.account;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ren.platform.Bytes64;
import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.LiveConnections;
import dev.ren.platform.Problem;
import dev.ren.platform.RestResponse;
import dev.ren.platform.Tokens;
import dev.ren.platform.UserId;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Opening, renewing and ending sessions. */
final class Sessions {
  /** For how long the refresh token before the newest still gets the newest: a lost answer. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  /**
   * More than anybody's browsers; whoever knows the password cannot pile up sessions without end.
   */
  private static final int MOST = 50;

  private static final String COOKIE = "ren_refresh";

  /** An access token with the refresh token that renews it. */
  record Opened(String accessToken, String sessionId, String refreshToken) {

    /** Writes the fields of {@code AccessToken} in openapi.yaml. */
    void write(JsonGenerator json) throws IOException {
      json.writeStringField("access_token", accessToken);
      json.writeStringField("token_type", "Bearer");
      json.writeNumberField("expires_in", Tokens.accessLifetime().toSeconds());
      json.writeStringField("session_id", sessionId);
    }

    /** Out of reach of scripts and other sites, and sent to one path only. */
    RestResponse withCookie(RestResponse response) {
      return response.withHeader(
          "Set-Cookie", cookie(refreshToken, SessionStore.LIFETIME.toSeconds()));
    }
  }

  private final SessionStore store;
  private final RefreshTokens refreshTokens;
  private final Tokens tokens;
  private final LiveConnections connections;
  private final Clock clock;
  private final SecureRandom random;

  Sessions(
      SessionStore store,
      RefreshTokens refreshTokens,
      Tokens tokens,
      LiveConnections connections,
      Clock clock,
      SecureRandom random) {
    this.store = store;
    this.refreshTokens = refreshTokens;
    this.tokens = tokens;
    this.connections = connections;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Opens a session. Where there are too many already, those that were not used for longest end.
   *
   * @param rev of the credentials that were checked: a change made meanwhile ends the session
   */
  Opened open(UserId user, long rev, String device) {
    String sessionId = Bytes64.encode(Crypto.random(random, 16));
    RefreshTokens.Refresh first = RefreshTokens.first(user, sessionId, random);
    List<SessionStore.Session> before = store.all(user);
    store.open(first, rev, device, clock.instant());
    before.stream()
        .sorted(Comparator.comparing(SessionStore.Session::used).reversed())
        .skip(MOST - 1)
        .forEach(oldest -> store.end(user, oldest.id()));
    return opened(first);
  }

  /**
   * Renews a session. The newest token moves the counter; the one before gets the newest again for
   * a minute; any older one was used already, so somebody has a copy: the session ends.
   *
   * @throws Problem {@code unauthorized} or {@code session_reused}
   */
  Opened refresh(String refreshToken) {
    RefreshTokens.Refresh presented = refreshTokens.verify(refreshToken);
    Instant now = clock.instant();
    UserId user = presented.user();
    String id = presented.sessionId();
    SessionStore.Session session =
        store
            .find(user, id, now)
            .filter(found -> Crypto.same(found.secretHash(), presented.secretHash()))
            .orElseThrow(() -> Problem.of(ErrorCode.UNAUTHORIZED, "the session has ended"));
    long counter = presented.counter();
    if (counter == session.counter()) {
      // Losing the race to a request with the same token leads to the very token that it got.
      store.rotate(user, id, counter, now);
      return opened(presented.at(counter + 1));
    }
    if (counter == session.counter() - 1 && now.isBefore(session.rotated().plus(GRACE))) {
      return opened(presented.at(session.counter()));
    }
    end(user, id);
    throw Problem.of(ErrorCode.SESSION_REUSED, "a refresh token was used twice");
  }

  void end(UserId user, String sessionId) {
    store.end(user, sessionId);
    connections.end(user, sessionId::equals);
  }

  /** Ends the sessions of a user that are asked for. */
  void endAll(UserId user, Predicate<String> which) {
    for (SessionStore.Session session : store.all(user)) {
      if (which.test(session.id())) {
        store.end(user, session.id());
      }
    }
    connections.end(user, which);
  }

  List<SessionStore.Session> list(UserId user) {
    return store.list(user, clock.instant());
  }

  /** The refresh token of a {@code Cookie} header, or the empty text. */
  static String cookieOf(String header) {
    for (String pair : header.split(";", -1)) {
      String[] parts = pair.strip().split("=", 2);
      if (parts.length == 2 && parts[0].equals(COOKIE)) {
        return parts[1];
      }
    }
    return "";
  }

  static RestResponse withoutCookie(RestResponse response) {
    return response.withHeader("Set-Cookie", cookie("", 0));
  }

  private Opened opened(RefreshTokens.Refresh refresh) {
    return new Opened(
        tokens.access(refresh.user(), refresh.sessionId()),
        refresh.sessionId(),
        refreshTokens.issue(refresh));
  }

  private static String cookie(String value, long maxAgeSeconds) {
    return String.format(
        Locale.ROOT,
        "%s=%s; Path=/api/refresh; Max-Age=%d; HttpOnly; Secure; SameSite=Strict",
        COOKIE,
        value,
        maxAgeSeconds);
  }
}
