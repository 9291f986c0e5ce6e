import type { Bytes } from "./bytes.ts";
import type { Login, UserId } from "./ids.ts";
import { deriveStateKey } from "./state.ts";
import {
  type AccountKeys,
  importAccountKeys,
  openSlot,
  openVault,
  type SealedBlob,
  type SlotKind,
  type VaultBody,
  wipeVaultBody,
} from "./vault.ts";

/** An account whose keys can be used. No key can be read out; the whole can go into IndexedDB. */
export interface UnlockedAccount extends AccountKeys {
  readonly userId: UserId;
  readonly login: Login;
  readonly stateKey: CryptoKey;
}

/** One of the two ways to the vault key. */
export interface SlotAccess {
  readonly kind: SlotKind;
  readonly wrapKey: CryptoKey;
  readonly slot: SealedBlob;
}

/**
 * Opens an account with its password or its recovery key: the slot, then the vault, then imports.
 * `vault_refused` if anything does not open or is another account's. The identity that a server
 * names beside the vault does not count: the vault's own record does.
 */
export async function openAccount(
  userId: UserId,
  login: Login,
  access: SlotAccess,
  vault: SealedBlob,
): Promise<UnlockedAccount> {
  const vaultKey = await openSlot(access.kind, access.wrapKey, userId, access.slot);
  const body = await openVault(vaultKey, userId, vault);
  try {
    return await unlockAccount(body, vaultKey, userId, login);
  } finally {
    wipeVaultBody(body);
    vaultKey.fill(0);
  }
}

/** Imports the keys of a vault's body. The caller wipes body and vault key afterwards. */
export async function unlockAccount(
  body: VaultBody,
  vaultKey: Bytes,
  userId: UserId,
  login: Login,
): Promise<UnlockedAccount> {
  const keys = await importAccountKeys(body, userId, login);
  return { ...keys, userId, login, stateKey: await deriveStateKey(vaultKey) };
}
