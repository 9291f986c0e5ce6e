import type { SlotAccess, UnlockedAccount } from "./account.ts";
import type { Bytes } from "./bytes.ts";
import { encodeCredential } from "./credential.ts";
import { sign } from "./primitives.ts";
import type { Random } from "./random.ts";
import {
  type NewAccount,
  newRecoverySlot,
  newVaultBody,
  type PasswordChoice,
  type RecoverySlot,
  type Sealing,
  sealAccount,
} from "./registration.ts";
import { openSlot, openVault, type SealedBlob, sealSlot, wipeVaultBody } from "./vault.ts";

/** A change of the password, or of the recovery key, or of both; the vault key stays. */
export interface CredentialChange {
  /** The stored rev plus one. */
  readonly rev: number;
  /** How the vault key is reached: by the password before the change, or by the recovery key. */
  readonly access: SlotAccess;
  readonly password: PasswordChoice;
  /** The stored vault, which stays as it is. */
  readonly vault: SealedBlob;
  readonly recovery: RecoveryChoice;
}

/** The recovery key stays with its slot, or a new one is made of a new half of the server's. */
export type RecoveryChoice =
  | { readonly keep: SealedBlob }
  | { readonly renew: { readonly serverHalf: Bytes } };

/** What {@link changeCredential} made. */
export interface ChangedCredential {
  readonly passwordSlot: SealedBlob;
  readonly credSignature: Bytes;
  /** Present with a new recovery key. */
  readonly recovery?: RecoverySlot;
}

/** "My keys may be known": what a change of all keys starts from (PROTOCOL.md §13). */
export interface Rotation extends Sealing {
  readonly access: SlotAccess;
  /** The stored vault. */
  readonly vault: SealedBlob;
}

/** Seals the slots that change and signs the credential record (PROTOCOL.md §7). */
export async function changeCredential(
  random: Random,
  account: UnlockedAccount,
  change: CredentialChange,
): Promise<ChangedCredential> {
  const { access, password, rev } = change;
  const { userId, login } = account;
  const at = { userId, rev };
  const vaultKey = await openSlot(access.kind, access.wrapKey, userId, access.slot);
  const passwordSlot = await sealSlot(random, "password", password.keys.wrapKey, at, vaultKey);
  const recovery =
    "keep" in change.recovery
      ? { slot: change.recovery.keep }
      : await newRecoverySlot(random, login, change.recovery.renew.serverHalf, at, vaultKey);
  vaultKey.fill(0);
  const credential = await encodeCredential({
    ...at,
    authKey: password.keys.authKey,
    kdf: password.kdf,
    vault: change.vault.sealed,
    passwordSlot: passwordSlot.sealed,
    recoverySlot: recovery.slot.sealed,
    fingerprint: account.identity.fingerprint,
  });
  const credSignature = await sign(account.signingKey, credential);
  return { passwordSlot, credSignature, ...("key" in recovery ? { recovery } : {}) };
}

/**
 * Makes the next generation of keys, signed by this one, with a new vault key and a new recovery
 * key. The earlier decryption keys go along, for reading.
 */
export async function rotateAccount(
  random: Random,
  account: UnlockedAccount,
  rotation: Rotation,
): Promise<NewAccount> {
  const { userId, login, identity, signingKey } = account;
  const { access } = rotation;
  const vaultKey = await openSlot(access.kind, access.wrapKey, userId, access.slot);
  const old = await openVault(vaultKey, userId, rotation.vault);
  vaultKey.fill(0);
  const next = await newVaultBody(userId, login, { identity, signingKey });
  const replaced = { scalar: old.encryptionScalar, record: old.identity.record };
  const body = { ...next, earlier: [replaced, ...old.earlier] };
  try {
    return await sealAccount(random, userId, login, body, rotation, signingKey);
  } finally {
    wipeVaultBody(old);
  }
}
