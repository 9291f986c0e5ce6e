import type { UnlockedAccount } from "./account.ts";
import { fromBase64url } from "./base64url.ts";
import { type Bytes, constantTimeEqual, writer } from "./bytes.ts";
import type { EpochFields } from "./epoch.ts";
import { memberOf } from "./epoch.ts";
import { refuse } from "./errors.ts";
import { hpkeOpen, hpkeSeal } from "./hpke.ts";
import type { Identity } from "./identity.ts";
import type { ChatId, EpochNumber, Fingerprint, Hash, UserId } from "./ids.ts";
import { label } from "./labels.ts";
import { hkdf, importHkdfKey, KEY_BYTES } from "./primitives.ts";

/** Bytes of a wrap: `enc65 ‖ ct48`. */
export const WRAP_BYTES = 113;

/** What opens own wraps: an {@link UnlockedAccount}, or what is left of one in a worker. */
export type WrapOpener = Pick<UnlockedAccount, "userId" | "decryptionKeys">;

/** `commit32`: binds a record to the one secret that all members must get (PROTOCOL.md §9). */
export function commitmentOf(
  secret: CryptoKey,
  chatId: ChatId,
  number: EpochNumber,
): Promise<Bytes> {
  return hkdf(secret, writer().raw(label("commit")).variable(chatId).u32(number).done());
}

/** Wraps an epoch's secret for one member. */
export function wrapSecret(secret: Bytes, epochHash: Hash, member: Identity): Promise<Bytes> {
  const info = wrapInfo(epochHash, member.userId, member.fingerprint);
  return hpkeSeal(member.encryptionKey, info, secret);
}

/**
 * Opens the own wrap of an epoch and holds its secret against the record. Answers the secret as a
 * key for derivations that cannot be read out; `undecryptable` if the wrap is not for this account,
 * `commitment_mismatch` if the maker gave members different secrets.
 */
export async function openWrap(
  opener: WrapOpener,
  epoch: EpochFields & { readonly hash: Hash },
  wrap: Bytes,
): Promise<CryptoKey> {
  if (wrap.length !== WRAP_BYTES) {
    refuse("malformed", "a wrap has 113 bytes");
  }
  const self = memberOf(epoch, opener.userId);
  const pair = self === undefined ? undefined : opener.decryptionKeys.get(self.fingerprint);
  if (self === undefined || pair === undefined) {
    return refuse("undecryptable", "a wrap for somebody else or for an unknown key");
  }
  const info = wrapInfo(epoch.hash, self.userId, self.fingerprint);
  const secret = await hpkeOpen(pair, info, wrap);
  const key = await importHkdfKey(secret);
  secret.fill(0);
  const commitment = await commitmentOf(key, epoch.chatId, epoch.number);
  if (!constantTimeEqual(commitment, fromBase64url(epoch.commitment))) {
    refuse("commitment_mismatch", "the maker gave members different secrets");
  }
  return key;
}

/** HPKE's info: binds a wrap to the epoch, to the member and to the member's key. */
export function wrapInfo(epochHash: Hash, userId: UserId, fingerprint: Fingerprint): Bytes {
  return writer()
    .raw(label("wrap"))
    .raw(fromBase64url(epochHash))
    .variable(userId)
    .raw(fromBase64url(fingerprint))
    .done();
}

/** A new epoch's secret has as many bytes as a key. */
export const SECRET_BYTES = KEY_BYTES;
