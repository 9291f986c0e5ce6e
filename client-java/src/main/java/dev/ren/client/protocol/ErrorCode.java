package dev.ren.client.protocol;

import java.util.Locale;

/** A client's own refusals (§16); the wire form is the name in lower case. */
public enum ErrorCode {
  /** Bytes, text or JSON that break a layout. */
  MALFORMED,
  /** Password derivation parameters outside floor and ceiling (§3). */
  KDF_REFUSED,
  /** A slot, vault or state that does not open or does not belong to the account. */
  VAULT_REFUSED,
  /** A state or revision lower than one seen before. */
  STATE_ROLLBACK,
  /** A state that would be longer than the server takes. */
  STATE_FULL,
  /** An identity of another user or login, or a chain whose generations do not follow. */
  IDENTITY_REFUSED,
  /** An identity that does not continue the pinned one. */
  IDENTITY_CHANGED,
  /** A signature that does not hold. */
  BAD_SIGNATURE,
  /** An epoch of the wrong chat, or a maker or roster change that the rules do not allow. */
  EPOCH_REFUSED,
  /** Another epoch n than the one known. */
  EPOCH_FORK,
  /** A chain of epochs that ends before the head kept in the state. */
  EPOCH_ROLLBACK,
  /** A wrap whose secret does not give the committed value. */
  COMMITMENT_MISMATCH,
  /** A message of an epoch that is not the newest before it. */
  WRONG_EPOCH,
  /** A sender who is not in the roster. */
  UNKNOWN_SENDER,
  /** A pointer to an entry whose hash is another one. */
  SEEN_MISMATCH,
  /** A client id that the sender has used in another entry. */
  REPLAYED,
  /** A known entry that came again with other bytes. */
  REWRITTEN,
  /** A number of the log that was skipped. */
  GAP,
  /** A wrap, a message or a file's chunk that does not open. */
  UNDECRYPTABLE,
  /** An entry that is gone without its sender's signature. */
  OMITTED,
  /** A file's list of digests that is not the one that the message names. */
  MANIFEST_MISMATCH,
  /** A file of which less is there than its size says. */
  FILE_TRUNCATED,
  /** A file of which more is there than its size says. */
  FILE_OVERLONG,
  /** A chunk that belongs to another place of the same file. */
  CHUNK_REORDERED,
  /** A chunk that is not the one that was sealed. */
  CHUNK_TAMPERED,
  /** A file that is another one than when its upload began. */
  FILE_CHANGED;

  /** The code as PROTOCOL.md and the vectors write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
