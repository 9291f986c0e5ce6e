/** A client's own refusals (PROTOCOL.md §16); the server's codes are the API's matter. */
export type ProtocolErrorCode =
  | "malformed"
  | "kdf_refused"
  | "vault_refused"
  | "state_rollback"
  | "state_full"
  | "identity_refused"
  | "identity_changed"
  | "bad_signature"
  | "epoch_refused"
  | "epoch_fork"
  | "epoch_rollback"
  | "commitment_mismatch"
  | "wrong_epoch"
  | "unknown_sender"
  | "seen_mismatch"
  | "replayed"
  | "rewritten"
  | "gap"
  | "undecryptable"
  | "omitted"
  | "manifest_mismatch"
  | "file_truncated"
  | "file_overlong"
  | "chunk_reordered"
  | "chunk_tampered"
  | "file_changed";

/**
 * Something that somebody else made was refused. `message` is for developers: it never holds
 * content, keys or names.
 */
export class ProtocolError extends Error {
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, detail: string) {
    super(detail);
    this.name = "ProtocolError";
    this.code = code;
  }
}

/** Refuses. */
export function refuse(code: ProtocolErrorCode, detail: string): never {
  throw new ProtocolError(code, detail);
}

/** Waits for `work` and turns its failure, of whatever kind, into a refusal with `code`. */
export async function orRefuse<T>(
  code: ProtocolErrorCode,
  detail: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch {
    // The cause is left out: errors of ciphers tell nothing that a caller may act on.
    return refuse(code, detail);
  }
}

/** The code of a refusal; anything else is a defect of ours and is thrown on. */
export function codeOf(error: unknown): ProtocolErrorCode {
  if (error instanceof ProtocolError) {
    return error.code;
  }
  throw error;
}
