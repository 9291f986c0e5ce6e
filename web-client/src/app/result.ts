/**
 * Every refusal that a person can meet. Server codes are those of `infra/openapi.yaml`, the
 * protocol's own refusals those of PROTOCOL.md §11 and §16; each has a sentence in both catalogues
 * under `error.<code>`.
 */
export type ClientErrorCode =
  | "offline"
  | "bad_request"
  | "payload_too_large"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "rate_limited"
  | "wrong_credentials"
  | "login_taken"
  | "registration_expired"
  /** By this browser, with another password. */
  | "registration_begun"
  | "recovery_refused"
  | "recovery_expired"
  | "recovery_key_malformed"
  | "session_reused"
  | "credential_refused"
  | "identity_refused"
  | "identity_changed"
  | "image_refused"
  | "conflict"
  | "chat_not_found"
  | "epoch_refused"
  | "stale_epoch"
  | "sync_first"
  | "timeout"
  | "unavailable"
  | "internal"
  | "kdf_refused"
  | "vault_refused"
  | "state_rollback"
  | "state_unreadable"
  | "state_full"
  | "epoch_fork"
  | "epoch_rollback"
  | "log_rollback"
  | "chat_refused"
  | "file_truncated"
  | "file_tampered"
  | "file_changed"
  | "file_too_large"
  | "file_not_ready"
  | "file_unreadable"
  /** The browser has no decoder for it, or it is no film or sound at all. */
  | "media_unplayable"
  | "quota_exceeded"
  | "keys_refused"
  | "storage_unavailable"
  | "client_too_old";

/** What went wrong, for a sentence on the screen; never a text from the server. */
export interface ClientError {
  readonly code: ClientErrorCode;
  /** Seconds to wait, where the server said so (HTTP `Retry-After`). */
  readonly retryAfter?: number;
  /** By which the call is found in the server's log, where the fault is the server's. */
  readonly reference?: string;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ClientError };
