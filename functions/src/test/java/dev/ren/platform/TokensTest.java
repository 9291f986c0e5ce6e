package dev.ren.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes for a token and what does not (RFC 8725). */
class TokensTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final UserId USER = UserId.parse("a".repeat(26));
  private static final Algorithm KEY = Algorithm.HMAC256("the key of these tests, 32 bytes");

  private final Tokens tokens =
      new Tokens(
          id -> List.of(new Secrets.Version("v1", "the key of these tests, 32 bytes")),
          "jwt",
          Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void a_token_tells_user_session_and_end() {
    Tokens.Claims claims =
        tokens.verify(Tokens.Kind.ACCESS, tokens.issue(Tokens.Kind.ACCESS, USER, "s", end()));

    assertEquals(new Tokens.Claims(USER, "s", end().toEpochMilli()), claims);
  }

  @Test
  void a_token_ends_at_its_end() {
    refuse(with(token -> token.withExpiresAt(NOW)));
    accept(with(token -> token.withExpiresAt(NOW.plusSeconds(1))));
  }

  @Test
  void each_claim_must_be_there_and_ours() {
    refuse(with(token -> token.withIssuer("rem")));
    refuse(with(token -> token.withAudience("recovery")));
    refuse(with(token -> token.withIssuedAt(NOW.plusSeconds(1))));
    refuse(with(token -> token.withNotBefore(NOW.plusSeconds(1))));
    for (String claim : List.of("iss", "aud", "sub", "jti", "exp")) {
      refuse(with(token -> token.withNullClaim(claim)));
    }
  }

  @Test
  void only_the_key_that_is_named_and_our_algorithm_sign() {
    refuse(with(token -> token.withKeyId("v2")));
    refuse(good().sign(Algorithm.HMAC256("another key of these tests, or so")));
    refuse(good().sign(Algorithm.HMAC512("the key of these tests, 32 bytes")));
    refuse(good().sign(Algorithm.none()));
  }

  @Test
  void a_changed_part_is_refused() {
    String[] parts = with(token -> {}).split("\\.", -1);
    String other = with(token -> token.withJWTId("other")).split("\\.", -1)[1];

    refuse(parts[0] + "." + other + "." + parts[2]);
    refuse(parts[0] + "." + parts[1] + ".");
    refuse(parts[0] + "." + parts[1] + "." + parts[2] + ".");
    refuse(parts[0] + "." + parts[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "...", "hello", "e30.e30.", "bnVsbA.bnVsbA.AA", "W10.W10.AA"})
  void what_is_no_token_is_refused(String text) {
    refuse(text);
    assertFalse(Tokens.says(Tokens.Kind.ACCESS, text));
  }

  @Test
  void a_token_says_its_kind_before_it_is_verified() {
    assertTrue(Tokens.says(Tokens.Kind.ACCESS, with(token -> token.withExpiresAt(NOW))));
    assertFalse(Tokens.says(Tokens.Kind.RECOVERY, with(token -> {})));
  }

  @Test
  void no_changed_character_of_header_or_claims_passes() {
    String good = with(token -> {});
    for (int at = 0; at < good.lastIndexOf('.'); at++) {
      for (char other : "Aa0_-.= ".toCharArray()) {
        if (other != good.charAt(at)) {
          refuse(good.substring(0, at) + other + good.substring(at + 1));
        }
      }
    }
  }

  private static Instant end() {
    return NOW.plusSeconds(60);
  }

  private static JWTCreator.Builder good() {
    return JWT.create()
        .withKeyId("v1")
        .withIssuer("ren")
        .withAudience("access")
        .withSubject(USER.value())
        .withJWTId("s")
        .withIssuedAt(NOW)
        .withExpiresAt(end());
  }

  /** A good token but for one change. */
  private static String with(Consumer<JWTCreator.Builder> change) {
    JWTCreator.Builder token = good();
    change.accept(token);
    return token.sign(KEY);
  }

  private void accept(String token) {
    assertEquals(USER, tokens.verify(Tokens.Kind.ACCESS, token).user());
  }

  private void refuse(String token) {
    Problem refused = assertThrows(Problem.class, () -> tokens.verify(Tokens.Kind.ACCESS, token));
    assertEquals(ErrorCode.UNAUTHORIZED, refused.code());
  }
}
