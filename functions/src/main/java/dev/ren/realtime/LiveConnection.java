package dev.ren.realtime;

import dev.ren.platform.UserId;

/**
 * An open socket of a user.
 *
 * @param id API Gateway's connection id
 * @param session the session whose token opened it
 * @param expiresAt when that token ends, milliseconds since 1970; later the socket is not listened
 *     to until {@code register} renews it, and closed by what would have been told it
 */
public record LiveConnection(UserId user, String id, String session, long expiresAt) {

  public boolean isLiveAt(long now) {
    return expiresAt > now;
  }
}
