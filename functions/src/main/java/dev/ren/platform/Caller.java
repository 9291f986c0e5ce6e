package dev.ren.platform;

/**
 * Who calls, as an access token says.
 *
 * @param expiresAt when the token ends, milliseconds since 1970
 */
public record Caller(UserId user, String sessionId, long expiresAt) {}
