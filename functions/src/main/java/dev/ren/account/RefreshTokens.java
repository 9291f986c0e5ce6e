package dev.ren.account;

import dev.ren.platform.Bytes64;
import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Problem;
import dev.ren.platform.Tokens;
import dev.ren.platform.UserId;
import dev.ren.platform.Wire;
import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refresh tokens: {@code user.session.counter.secret.mac}. The secret, 16 random bytes of the
 * session's, is stored as its hash only, so no key that ever leaks makes a token from the tables.
 * The MAC, whose key rotates with the access tokens', binds the counter: an old token cannot be
 * made a newer one, and asking twice with the same token gives the same answer.
 */
final class RefreshTokens {
  private static final int SECRET = 16;
  private static final String USE = "refresh";
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z2-7]{26})\\.([A-Za-z0-9_-]{22})\\.([0-9]{1,15})"
              + "\\.([A-Za-z0-9_-]{22})\\.([A-Za-z0-9_-]{43})");

  /**
   * A token whose MAC holds.
   *
   * @param secret to be held against the session's hash
   */
  record Refresh(UserId user, String sessionId, long counter, byte[] secret) {

    /** The token after or before this one. */
    Refresh at(long other) {
      return new Refresh(user, sessionId, other, secret);
    }

    /** What the session keeps of the secret: SHA-256 of 128 random bits needs no salt. */
    byte[] secretHash() {
      return Crypto.sha256(secret);
    }

    @Override
    public String toString() {
      return "Refresh[" + user.value() + ", " + sessionId + ", " + counter + "]";
    }
  }

  private final Tokens tokens;

  RefreshTokens(Tokens tokens) {
    this.tokens = tokens;
  }

  /** The first token of a new session. */
  static Refresh first(UserId user, String sessionId, SecureRandom random) {
    return new Refresh(user, sessionId, 0, Crypto.random(random, SECRET));
  }

  String issue(Refresh refresh) {
    return String.join(
        ".",
        refresh.user().value(),
        refresh.sessionId(),
        Long.toString(refresh.counter()),
        Bytes64.encode(refresh.secret()),
        Bytes64.encode(mac(tokens.keyFor(USE), refresh)));
  }

  /**
   * Reads a token.
   *
   * @throws Problem {@code unauthorized} if we did not make it, or before the last two keys
   */
  Refresh verify(String token) {
    Matcher parts = FORM.matcher(token);
    if (parts.matches()) {
      Refresh refresh =
          new Refresh(
              UserId.parse(parts.group(1)),
              parts.group(2),
              Long.parseLong(parts.group(3)),
              Bytes64.decode(parts.group(4)));
      byte[] mac = Bytes64.decode(parts.group(5));
      if (tokens.isKeyFor(USE, key -> Crypto.same(mac(key, refresh), mac))) {
        return refresh;
      }
    }
    throw Problem.of(ErrorCode.UNAUTHORIZED, "the refresh token is not good");
  }

  private static byte[] mac(byte[] key, Refresh refresh) {
    byte[] context =
        new Wire.Writer()
            .text(refresh.user().value())
            .text(refresh.sessionId())
            .u64(refresh.counter())
            .v(refresh.secret())
            .bytes();
    return Crypto.hmac(key, context);
  }
}
