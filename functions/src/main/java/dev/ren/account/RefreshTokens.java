package dev.ren.account;

import dev.ren.platform.Bytes64;
import dev.ren.platform.Crypto;
import dev.ren.platform.ErrorCode;
import dev.ren.platform.Peppers;
import dev.ren.platform.Problem;
import dev.ren.platform.UserId;
import dev.ren.platform.Wire;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refresh tokens: {@code user.session.counter.mac}, the MAC keyed by the pepper. Nothing that would
 * let a reader of the tables refresh is stored, every token that we ever made is told from a forged
 * one, and asking twice with the same token gives the same answer.
 */
final class RefreshTokens {
  private static final Pattern FORM =
      Pattern.compile("([a-z2-7]{26})\\.([A-Za-z0-9_-]{22})\\.([0-9]{1,15})\\.([A-Za-z0-9_-]{43})");

  /** A token whose MAC holds. */
  record Refresh(UserId user, String sessionId, long counter) {}

  private final Peppers peppers;

  RefreshTokens(Peppers peppers) {
    this.peppers = peppers;
  }

  String issue(Refresh refresh) {
    return refresh.user().value()
        + "."
        + refresh.sessionId()
        + "."
        + refresh.counter()
        + "."
        + Bytes64.encode(mac(refresh));
  }

  /**
   * Reads a token.
   *
   * @throws Problem {@code unauthorized} if we did not make it
   */
  Refresh verify(String token) {
    Matcher parts = FORM.matcher(token);
    if (parts.matches()) {
      Refresh refresh =
          new Refresh(UserId.parse(parts.group(1)), parts.group(2), Long.parseLong(parts.group(3)));
      if (Crypto.same(mac(refresh), Bytes64.decode(parts.group(4)))) {
        return refresh;
      }
    }
    throw Problem.of(ErrorCode.UNAUTHORIZED, "the refresh token is not good");
  }

  private byte[] mac(Refresh refresh) {
    byte[] context =
        new Wire.Writer()
            .label("refresh")
            .text(refresh.user().value())
            .text(refresh.sessionId())
            .u64(refresh.counter())
            .bytes();
    return Crypto.hmac(peppers.seal(), context);
  }
}
