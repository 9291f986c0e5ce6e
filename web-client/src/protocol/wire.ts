import { fromBase64urlOf, toBase64url } from "./base64url.ts";
import type { Bytes } from "./bytes.ts";
import type { SignedEpoch } from "./epoch.ts";
import type { EpochOffer } from "./epochChain.ts";
import { WRAP_BYTES } from "./epochSecret.ts";
import { codeOf, refuse } from "./errors.ts";
import type { SignedIdentity } from "./identity.ts";
import {
  type FileId,
  type LogNumber,
  parseClientId,
  parseEpochNumber,
  parseFileId,
  parseHash,
  parseLogNumber,
  parseUserId,
  type UserId,
} from "./ids.ts";
import {
  asObject,
  bytesField,
  type JsonObject,
  listField,
  numberField,
  optionalField,
  textField,
} from "./json.ts";
import type { LogEntry } from "./logEntry.ts";
import { MAX_CIPHERTEXT, type SealedMessage } from "./message.ts";
import { NONCE_BYTES, SIGNATURE_BYTES } from "./primitives.ts";
import type { SignedRemoval } from "./removal.ts";
import type { SealedBlob } from "./vault.ts";

/** `Identity` of openapi.yaml. */
export interface IdentityJson {
  readonly record: string;
  readonly signature: string;
  readonly predecessor_signature?: string;
}

/** `Sealed` of openapi.yaml. */
export interface SealedJson {
  readonly rev: number;
  readonly sealed: string;
}

/** `MemberWrap` of openapi.yaml. */
export interface WrapJson {
  readonly user_id: string;
  readonly wrap: string;
}

/** The fields of a message that its sender fixed, as REST and socket have them. */
export interface MessageJson {
  readonly epoch: number;
  readonly client_id: string;
  readonly at: number;
  readonly seen: number;
  readonly seen_hash: string;
  readonly nonce: string;
  readonly ciphertext: string;
  readonly signature: string;
  /** Ids of the stored files that the message attaches. */
  readonly files?: string[];
}

/** An identity for the wire. */
export function identityToJson(signed: SignedIdentity): IdentityJson {
  const { record, signature, predecessorSignature } = signed;
  return {
    record: toBase64url(record),
    signature: toBase64url(signature),
    ...(predecessorSignature === undefined
      ? {}
      : { predecessor_signature: toBase64url(predecessorSignature) }),
  };
}

/** An identity from the wire; nothing but its encoding was checked. */
export function identityFromJson(json: unknown): SignedIdentity {
  const fields = asObject(json, "identity");
  const record = bytesField(fields, "record");
  const signature = signatureField(fields, "signature");
  const predecessorSignature = optionalField(fields, "predecessor_signature", signatureField);
  return predecessorSignature === undefined
    ? { record, signature }
    : { record, signature, predecessorSignature };
}

/** A sealed blob for the wire. */
export function sealedToJson({ rev, sealed }: SealedBlob): SealedJson {
  return { rev, sealed: toBase64url(sealed) };
}

/** A sealed blob from the wire. */
export function sealedFromJson(json: unknown): SealedBlob {
  const fields = asObject(json, "sealed");
  return { rev: numberField(fields, "rev"), sealed: bytesField(fields, "sealed") };
}

/** A new epoch's wraps for the wire. */
export function wrapsToJson(wraps: ReadonlyMap<UserId, Bytes>): readonly WrapJson[] {
  return [...wraps].map(([userId, wrap]) => ({ user_id: userId, wrap: toBase64url(wrap) }));
}

/** A record with its signature for the wire. */
export function epochToJson({ record, signature }: SignedEpoch): {
  readonly record: string;
  readonly signature: string;
} {
  return { record: toBase64url(record), signature: toBase64url(signature) };
}

/** `EpochRecord` of openapi.yaml from the wire. */
export function epochFromJson(json: unknown): EpochOffer {
  const fields = asObject(json, "epoch");
  const offer = { id: idField(fields), ...signedEpoch(fields) };
  const wrap = optionalField(fields, "wrap", (object, name) =>
    fromBase64urlOf(textField(object, name), WRAP_BYTES),
  );
  return wrap === undefined ? offer : { ...offer, wrap };
}

/** A message for the wire; chat id and `after` stand beside it, the sender is the caller. */
export function messageToJson(message: SealedMessage): MessageJson {
  return {
    epoch: message.epoch,
    client_id: message.clientId,
    at: message.at,
    seen: message.seen.number,
    seen_hash: message.seen.hash,
    nonce: toBase64url(message.nonce),
    ciphertext: toBase64url(message.ciphertext),
    signature: toBase64url(message.signature),
    ...(message.files === undefined ? {} : { files: [...message.files] }),
  };
}

/** An own message as the server shows it once it is stored. */
export function storedToJson(id: LogNumber, createdAt: number, message: SealedMessage): object {
  const { senderId: sender_id } = message;
  return { kind: "message", id, created_at: createdAt, sender_id, ...messageToJson(message) };
}

/**
 * `Entry` of openapi.yaml from the wire. An entry that breaks its form is `broken`, so that one bad
 * entry does not hide a page; without a number in `id` it is `malformed`.
 */
export function entryFromJson(json: unknown): LogEntry {
  const fields = asObject(json, "entry");
  const id = idField(fields);
  try {
    return parseEntry(fields, id);
  } catch (error) {
    codeOf(error);
    return { kind: "broken", id };
  }
}

function parseEntry(fields: JsonObject, id: LogNumber): LogEntry {
  const createdAt = numberField(fields, "created_at");
  const kind = textField(fields, "kind");
  switch (kind) {
    case "message":
      return { kind, id, createdAt, message: messageFromJson(fields) };
    case "epoch":
      return { kind, id, createdAt, epoch: signedEpoch(fields) };
    case "removed":
      return { kind, id, createdAt, removal: removalFromJson(fields) };
    default:
      return { kind: "broken", id };
  }
}

function messageFromJson(fields: JsonObject): SealedMessage {
  const ciphertext = bytesField(fields, "ciphertext");
  if (ciphertext.length > MAX_CIPHERTEXT) {
    refuse("malformed", "ciphertext over 65,552 bytes");
  }
  const files = optionalField(fields, "files", fileIdsField);
  return {
    epoch: parseEpochNumber(numberField(fields, "epoch")),
    senderId: parseUserId(textField(fields, "sender_id")),
    clientId: parseClientId(textField(fields, "client_id")),
    at: numberField(fields, "at"),
    seen: {
      number: parseLogNumber(numberField(fields, "seen")),
      hash: parseHash(textField(fields, "seen_hash")),
    },
    nonce: fromBase64urlOf(textField(fields, "nonce"), NONCE_BYTES),
    ciphertext,
    signature: signatureField(fields, "signature"),
    ...(files === undefined ? {} : { files }),
  };
}

function removalFromJson(fields: JsonObject): SignedRemoval {
  return {
    senderId: parseUserId(textField(fields, "sender_id")),
    clientId: parseClientId(textField(fields, "client_id")),
    hash: parseHash(textField(fields, "msg_hash")),
    signature: signatureField(fields, "signature"),
  };
}

function fileIdsField(fields: JsonObject, name: string): readonly FileId[] {
  return listField(fields, name).map((id) =>
    typeof id === "string" ? parseFileId(id) : refuse("malformed", "not a file id"),
  );
}

function signedEpoch(fields: JsonObject): SignedEpoch {
  return { record: bytesField(fields, "record"), signature: signatureField(fields, "signature") };
}

function idField(fields: JsonObject): LogNumber {
  return parseLogNumber(numberField(fields, "id"));
}

function signatureField(fields: JsonObject, name: string): Bytes {
  return fromBase64urlOf(textField(fields, name), SIGNATURE_BYTES);
}
