package dev.ren.platform;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: the access token is good and its session is alive. A session that was ended is dead at
 * once, not when its token runs out.
 */
public final class Authenticator {
  private static final String SCHEME = "bearer ";

  private final Tokens tokens;
  private final SessionReader sessions;

  Authenticator(Tokens tokens, SessionReader sessions) {
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /**
   * The caller of a REST request.
   *
   * @throws Problem {@code unauthorized}
   */
  public Caller caller(RestRequest request, long now) {
    return caller(bearer(request), now);
  }

  /**
   * The caller that an access token names.
   *
   * @throws Problem {@code unauthorized}
   */
  public Caller caller(String token, long now) {
    Tokens.Claims claims = tokens.verify(Tokens.Kind.ACCESS, token);
    if (!sessions.isAlive(claims.user(), claims.id(), now)) {
      throw Problem.of(ErrorCode.UNAUTHORIZED, "the session has ended");
    }
    return new Caller(claims.user(), claims.id(), claims.expiresAt());
  }

  /** The token of {@code Authorization: Bearer}. */
  public static String bearer(RestRequest request) {
    @Nullable String header = request.header("authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw Problem.of(ErrorCode.UNAUTHORIZED, "no bearer token");
    }
    return header.substring(SCHEME.length()).strip();
  }
}
