package dev.ren.client.api;

import dev.ren.client.protocol.JsonFields;

/**
 * Schema AccessToken.
 *
 * @param expiresIn seconds from the answer on
 */
public record AccessToken(String value, long expiresIn, String sessionId) {
  static AccessToken read(JsonFields in) {
    return new AccessToken(in.text("access_token"), in.number("expires_in"), in.text("session_id"));
  }

  @Override
  public String toString() {
    return "AccessToken";
  }
}
