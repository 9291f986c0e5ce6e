import { fromBase64url } from "./base64url.ts";
import { type Bytes, writer } from "./bytes.ts";
import type { AuthKey, Fingerprint, UserId } from "./ids.ts";
import { encodeKdf, type Kdf } from "./kdf.ts";
import { label } from "./labels.ts";
import { sha256 } from "./primitives.ts";

/** What a credential record binds together (PROTOCOL.md §7): all of it as it is after the change. */
export interface Credential {
  readonly userId: UserId;
  /** 1 at registration, one more with every change. */
  readonly rev: number;
  readonly authKey: AuthKey;
  readonly kdf: Kdf;
  /** The three sealed blobs, as stored. */
  readonly vault: Bytes;
  readonly passwordSlot: Bytes;
  readonly recoverySlot: Bytes;
  readonly fingerprint: Fingerprint;
}

/** The bytes that the account key of before the change signs. */
export async function encodeCredential(credential: Credential): Promise<Bytes> {
  return writer()
    .raw(label("cred"))
    .variable(credential.userId)
    .u32(credential.rev)
    .raw(await sha256(fromBase64url(credential.authKey)))
    .variable(encodeKdf(credential.kdf))
    .raw(await sha256(credential.vault))
    .raw(await sha256(credential.passwordSlot))
    .raw(await sha256(credential.recoverySlot))
    .raw(fromBase64url(credential.fingerprint))
    .done();
}
