package dev.ren.platform;

import java.util.Locale;
import java.util.Map;
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
    PendingCaller pending = pending(token, now);
    pending.read(Map.of());
    return pending.caller();
  }

  /**
   * The caller of a REST request whose session the use case looks up together with what it reads
   * itself.
   *
   * @throws Problem {@code unauthorized} if the token is not good
   */
  public PendingCaller pending(RestRequest request, long now) {
    return pending(bearer(request), now);
  }

  /** The same of an access token. */
  public PendingCaller pending(String token, long now) {
    Tokens.Claims claims = tokens.verify(Tokens.Kind.ACCESS, token);
    return new PendingCaller(
        new Caller(claims.user(), claims.id(), claims.expiresAt()), sessions, now);
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
