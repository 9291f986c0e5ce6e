import { credential, identity, password, recoveryKey, vault } from "./replay/account.ts";
import { epoch, message, safetyNumber, wrap } from "./replay/chat.ts";
import { base32, base64url, body, framing, padding } from "./replay/encodings.ts";
import { file } from "./replay/file.ts";
import { log } from "./replay/log.ts";
import { aesGcm, argon2id, ecdsa, hkdf, hpke } from "./replay/primitives.ts";
import { state } from "./replay/state.ts";
import type { Operations } from "./vectorFile.ts";

/** How every file of vectors is replayed. */
export const operationsOf: Readonly<Record<string, Operations>> = {
  "aes-gcm.json": aesGcm,
  "argon2id.json": argon2id,
  "base32.json": base32,
  "base64url.json": base64url,
  "body.json": body,
  "credential.json": credential,
  "ecdsa.json": ecdsa,
  "epoch.json": epoch,
  "file.json": file,
  "framing.json": framing,
  "hkdf.json": hkdf,
  "hpke.json": hpke,
  "identity.json": identity,
  "log.json": log,
  "message.json": message,
  "padding.json": padding,
  "password.json": password,
  "recovery-key.json": recoveryKey,
  "safety-number.json": safetyNumber,
  "state.json": state,
  "vault.json": vault,
  "wrap.json": wrap,
};
