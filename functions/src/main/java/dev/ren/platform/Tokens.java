package dev.ren.platform;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * JSON Web Tokens (RFC 7519), HS256, each kind with an audience of its own so that none passes for
 * another. The key id is the secret's version; the version before goes on verifying during a
 * rotation.
 */
public final class Tokens {
  private static final String ISSUER = "ren";
  private static final Duration ACCESS = Duration.ofMinutes(30);
  private static final long MILLIS = 1000;

  /** Beyond every date of a token, and far from an overflow. */
  private static final long MOST_SECONDS = 1L << 40;

  /** What a token is for: its audience. */
  public enum Kind {
    ACCESS("access"),
    REGISTRATION("registration"),
    RECOVERY("recovery");

    private final String audience;

    Kind(String audience) {
      this.audience = audience;
    }
  }

  /**
   * A token that was verified.
   *
   * @param id its {@code jti}: the session of an access token, the single use of the others
   */
  public record Claims(UserId user, String id, long expiresAt) {}

  private final Secrets secrets;
  private final String secretId;
  private final Clock clock;

  Tokens(Secrets secrets, String secretId, Clock clock) {
    this.secrets = secrets;
    this.secretId = secretId;
    this.clock = clock;
  }

  /** How long an access token lasts. */
  public static Duration accessLifetime() {
    return ACCESS;
  }

  public String access(UserId user, String sessionId) {
    return issue(Kind.ACCESS, user, sessionId, clock.instant().plus(ACCESS));
  }

  /** A token of any kind. */
  public String issue(Kind kind, UserId user, String id, Instant expires) {
    Secrets.Version key = secrets.current(secretId);
    return JWT.create()
        .withKeyId(key.id())
        .withIssuer(ISSUER)
        .withAudience(kind.audience)
        .withSubject(user.value())
        .withJWTId(id)
        .withIssuedAt(clock.instant())
        .withExpiresAt(expires)
        .sign(algorithm(key));
  }

  /**
   * Keys for what is no JSON Web Token but must stop being good with the same rotations: one for
   * each version of the secret, the newest first, 32 bytes.
   *
   * @param use separates them from every other use of the secret
   */
  public List<byte[]> keysFor(String use) {
    byte[] context = new Wire.Writer().label(use).bytes();
    return secrets.versions(secretId).stream()
        .map(key -> Crypto.hmac(key.value().getBytes(StandardCharsets.UTF_8), context))
        .toList();
  }

  /**
   * Verifies signature, issuer, audience and time.
   *
   * @throws Problem {@code unauthorized}, without saying which of them failed
   */
  public Claims verify(Kind kind, String token) {
    try {
      SignedToken read = SignedToken.parse(token);
      return claims(kind, read.verified(algorithm(key(read.keyId()))));
    } catch (SignedToken.Refused | Problem refused) {
      throw unauthorized();
    }
  }

  /** The key of an id: only a token of another key than the newest asks for more of them. */
  private Secrets.Version key(String id) {
    Secrets.Version current = secrets.current(secretId);
    if (current.id().equals(id)) {
      return current;
    }
    return secrets.versions(secretId).stream()
        .filter(version -> version.id().equals(id))
        .findFirst()
        .orElseThrow(Tokens::unauthorized);
  }

  /**
   * Verifies a token that ends with what it is for, so that its holder learns that time is up.
   *
   * @throws Problem {@code over} if the token says it is of that kind but is no longer good (or was
   *     forged: telling the two apart helps nobody but a forger), {@code unauthorized} for another
   *     kind
   */
  public Claims verify(Kind kind, String token, ErrorCode over) {
    try {
      return verify(kind, token);
    } catch (Problem refused) {
      throw says(kind, token) ? Problem.of(over, "the token is not good any more") : refused;
    }
  }

  /** What a token says it is for: unverified, good only for choosing what it is held against. */
  public static boolean says(Kind kind, String token) {
    try {
      return kind.audience.equals(SignedToken.parse(token).unverified().stringOrNull("aud"));
    } catch (SignedToken.Refused | Problem notAToken) {
      return false;
    }
  }

  /**
   * What a verified token says.
   *
   * @throws Problem if it is of another kind, from another time, or lacks a claim
   */
  private Claims claims(Kind kind, JsonObject claims) {
    long now = clock.millis();
    long expiresAt = claims.number("exp", 0, MOST_SECONDS) * MILLIS;
    boolean isGood =
        ISSUER.equals(claims.string("iss"))
            && kind.audience.equals(claims.string("aud"))
            && claims.number("iat", 0, MOST_SECONDS) * MILLIS <= now
            && now < expiresAt;
    if (!isGood) {
      throw unauthorized();
    }
    return new Claims(UserId.parse(claims.string("sub")), claims.string("jti"), expiresAt);
  }

  private static Algorithm algorithm(Secrets.Version key) {
    return Algorithm.HMAC256(key.value().getBytes(StandardCharsets.UTF_8));
  }

  private static Problem unauthorized() {
    return Problem.of(ErrorCode.UNAUTHORIZED, "the token is not good");
  }
}
