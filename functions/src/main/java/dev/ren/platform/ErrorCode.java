package dev.ren.platform;

import java.util.Locale;

/** The stable codes of {@code infra/openapi.yaml}, each with its HTTP status. */
public enum ErrorCode {
  BAD_REQUEST(400),
  PAYLOAD_TOO_LARGE(413),
  UNAUTHORIZED(401),
  FORBIDDEN(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  RATE_LIMITED(429),
  WRONG_CREDENTIALS(401),
  LOGIN_TAKEN(409),
  REGISTRATION_EXPIRED(401),
  RECOVERY_REFUSED(401),
  RECOVERY_EXPIRED(401),
  SESSION_REUSED(401),
  CREDENTIAL_REFUSED(403),
  IDENTITY_REFUSED(400),
  IMAGE_REFUSED(400),
  CONFLICT(409),
  CHAT_NOT_FOUND(404),
  EPOCH_REFUSED(400),
  STALE_EPOCH(409),
  SYNC_FIRST(409),
  FILE_TOO_LARGE(413),
  FILE_NOT_READY(409),
  QUOTA_EXCEEDED(403),
  CLIENT_TOO_OLD(400),
  UNKNOWN_TYPE(400),
  EXPIRED(401),
  TIMEOUT(504),
  UNAVAILABLE(503),
  INTERNAL(500);

  private final int status;

  ErrorCode(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** As it stands in JSON: lower case with underscores. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
