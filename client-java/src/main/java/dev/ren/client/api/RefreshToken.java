package dev.ren.client.api;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of the cookie {@code ren_refresh}. The JDK's cookie store would not send a Secure
 * cookie to http://localhost, so this client carries it to {@code refresh} and {@code logout}
 * itself.
 */
public record RefreshToken(String value) {
  private static final Pattern COOKIE = Pattern.compile("^ren_refresh=([^;]+)");

  /** The token that an answer set, unless it cleared the cookie. */
  static Optional<RefreshToken> from(HttpHeaders headers) {
    return headers.allValues("Set-Cookie").stream()
        .map(COOKIE::matcher)
        .filter(Matcher::find)
        .map(found -> new RefreshToken(found.group(1)))
        .findFirst();
  }

  String header() {
    return "ren_refresh=" + value;
  }

  @Override
  public String toString() {
    return "RefreshToken";
  }
}
