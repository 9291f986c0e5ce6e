import type { ClientError, ClientErrorCode, Result } from "../app/result.ts";
import { ProtocolError, type ProtocolErrorCode } from "../protocol/index.ts";

const FROM_SERVER: ReadonlySet<string> = new Set<ClientErrorCode>([
  "bad_request",
  "payload_too_large",
  "unauthorized",
  "forbidden",
  "not_found",
  "rate_limited",
  "wrong_credentials",
  "login_taken",
  "registration_expired",
  "recovery_refused",
  "recovery_expired",
  "session_reused",
  "credential_refused",
  "identity_refused",
  "image_refused",
  "conflict",
  "chat_not_found",
  "epoch_refused",
  "stale_epoch",
  "sync_first",
  "client_too_old",
  "file_too_large",
  "file_not_ready",
  "quota_exceeded",
  "timeout",
  "unavailable",
  "internal",
]);

const FROM_PROTOCOL: Record<ProtocolErrorCode, ClientErrorCode> = {
  malformed: "bad_request",
  kdf_refused: "kdf_refused",
  vault_refused: "vault_refused",
  state_rollback: "state_rollback",
  state_full: "state_full",
  identity_refused: "keys_refused",
  identity_changed: "identity_changed",
  bad_signature: "keys_refused",
  epoch_refused: "chat_refused",
  epoch_fork: "epoch_fork",
  epoch_rollback: "epoch_rollback",
  commitment_mismatch: "chat_refused",
  wrong_epoch: "chat_refused",
  unknown_sender: "chat_refused",
  seen_mismatch: "chat_refused",
  replayed: "chat_refused",
  rewritten: "chat_refused",
  gap: "chat_refused",
  undecryptable: "chat_refused",
  omitted: "chat_refused",
  manifest_mismatch: "file_tampered",
  file_truncated: "file_truncated",
  file_overlong: "file_tampered",
  chunk_reordered: "file_tampered",
  chunk_tampered: "file_tampered",
  file_changed: "file_changed",
};

/** A call that did not succeed, with a code that has a sentence in both catalogues. */
export class ApiError extends Error {
  readonly code: ClientErrorCode;
  /** Seconds. */
  readonly retryAfter: number | undefined;
  /** By which the call is found in the server's log; of faults only. */
  readonly reference: string | undefined;

  constructor(code: ClientErrorCode, retryAfter?: number, reference?: string) {
    super(code);
    this.name = "ApiError";
    this.code = code;
    this.retryAfter = retryAfter;
    this.reference = reference;
  }
}

/** The error of a code as the server or the socket names it; unknown ones are `internal`. */
export function apiError(code: unknown, retryAfter?: number, reference?: string): ApiError {
  const known = typeof code === "string" && FROM_SERVER.has(code);
  const name = known ? (code as ClientErrorCode) : "internal";
  return new ApiError(name, retryAfter, FAULTS.has(name) ? reference : undefined);
}

/** What somebody who runs the server may have to look at; a person can do nothing about it. */
const FAULTS: ReadonlySet<ClientErrorCode> = new Set(["internal", "unavailable", "timeout"]);

/** Refusals that say nothing about the account: the server is not there for a while. */
const AWAY: ReadonlySet<string> = new Set(["offline", "unavailable", "timeout", "internal"]);

export function isAway(code: string): boolean {
  return AWAY.has(code);
}

/** What a thrown error is for the person. */
export function toClientError(error: unknown): ClientError {
  if (error instanceof ApiError) {
    const { code, retryAfter, reference } = error;
    return {
      code,
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(reference === undefined ? {} : { reference }),
    };
  }
  if (error instanceof ProtocolError) {
    return { code: FROM_PROTOCOL[error.code] };
  }
  if (error instanceof DOMException && error.name === "QuotaExceededError") {
    return { code: "storage_unavailable" };
  }
  return { code: "internal" };
}

/** Runs an action of the person's: every failure becomes a typed result, none is thrown. */
export async function attempt<T>(action: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await action() };
  } catch (error) {
    return { ok: false, error: toClientError(error) };
  }
}
