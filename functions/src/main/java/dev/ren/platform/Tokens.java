package dev.ren.platform;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * JSON Web Tokens (RFC 7519), HS256, each kind with an audience of its own so that none passes for
 * another. The key id is the secret's version; the version before goes on verifying during a
 * rotation.
 */
public final class Tokens {
  private static final String ISSUER = "ren";
  private static final Duration ACCESS = Duration.ofMinutes(30);

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
   * The key of what is no JSON Web Token but must stop being good with the same rotations: 32 bytes
   * of the newest version.
   *
   * @param use separates it from every other use of the secret
   */
  public byte[] keyFor(String use) {
    return key(secrets.current(secretId), use);
  }

  /** Whether a key of that use that is still good passes a test. */
  public boolean isKeyFor(String use, Predicate<byte[]> test) {
    return secrets.find(secretId, version -> test.test(key(version, use))).isPresent();
  }

  private static byte[] key(Secrets.Version version, String use) {
    byte[] context = new Wire.Writer().label(use).bytes();
    return Crypto.hmac(version.value().getBytes(StandardCharsets.UTF_8), context);
  }

  /**
   * Verifies signature, issuer, audience and time.
   *
   * @throws Problem {@code unauthorized}, without saying which of them failed
   */
  public Claims verify(Kind kind, String token) {
    String keyId = unverified(token, DecodedJWT::getKeyId).orElseThrow(Tokens::unauthorized);
    Secrets.Version key =
        secrets
            .find(secretId, version -> version.id().equals(keyId))
            .orElseThrow(Tokens::unauthorized);
    try {
      return claims(verify(kind, token, key));
    } catch (JWTVerificationException | Problem refused) {
      throw unauthorized();
    }
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
    return unverified(token, DecodedJWT::getAudience)
        .filter(List.of(kind.audience)::equals)
        .isPresent();
  }

  /** What a token says, as anybody could have written it; empty where the text is no token. */
  private static <T> Optional<T> unverified(String token, Function<DecodedJWT, @Nullable T> part) {
    try {
      return Optional.ofNullable(part.apply(JWT.decode(token)));
    } catch (JWTVerificationException | NullPointerException notAToken) {
      // Where the header or the claims are the JSON text "null", java-jwt meets them unprepared.
      return Optional.empty();
    }
  }

  /** The algorithm is ours, whatever the token's header names: "none" and RS256 find no way in. */
  private DecodedJWT verify(Kind kind, String token, Secrets.Version key) {
    return ((JWTVerifier.BaseVerification)
            JWT.require(algorithm(key))
                .withIssuer(ISSUER)
                .withAudience(kind.audience)
                .withClaimPresence("sub")
                .withClaimPresence("jti")
                .withClaimPresence("iat")
                .withClaimPresence("exp"))
        .build(clock)
        .verify(token);
  }

  private static Claims claims(DecodedJWT token) {
    return new Claims(
        UserId.parse(present(token.getSubject())),
        present(token.getId()),
        present(token.getExpiresAtAsInstant()).toEpochMilli());
  }

  /** A claim whose value is the JSON null counts as present for java-jwt, and as missing for us. */
  private static <T> T present(@Nullable T claim) {
    return Optional.ofNullable(claim).orElseThrow(Tokens::unauthorized);
  }

  private static Algorithm algorithm(Secrets.Version key) {
    return Algorithm.HMAC256(key.value().getBytes(StandardCharsets.UTF_8));
  }

  private static Problem unauthorized() {
    return Problem.of(ErrorCode.UNAUTHORIZED, "the token is not good");
  }
}
