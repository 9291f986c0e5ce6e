import { type UnlockedAccount, unlockAccount } from "./account.ts";
import type { Bytes } from "./bytes.ts";
import { encodeCredential } from "./credential.ts";
import { encodeIdentity, type Identity, NO_FINGERPRINT, signIdentity } from "./identity.ts";
import type { Login, UserId } from "./ids.ts";
import type { Kdf, PasswordKeys } from "./kdf.ts";
import { generateKeyPair, importSigningKey } from "./keyPair.ts";
import { sign } from "./primitives.ts";
import type { Random } from "./random.ts";
import { createRecoveryKey, recoveryKeyText, recoveryWrapKey } from "./recoveryKey.ts";
import { EMPTY_STATE, type State, sealState } from "./state.ts";
import {
  newVaultKey,
  type SealedBlob,
  sealSlot,
  sealVault,
  type VaultBody,
  wipeVaultBody,
} from "./vault.ts";

/** What a registration, or a change of all keys, made. */
export interface NewAccount {
  readonly account: UnlockedAccount;
  /** For the person: 48 characters in groups of 4. */
  readonly recoveryKey: string;
  /** For the server. */
  readonly sealed: SealedAccount;
}

/** Everything that a server keeps of an account's keys. */
export interface SealedAccount {
  readonly vault: SealedBlob;
  readonly passwordSlot: SealedBlob;
  readonly recoverySlot: SealedBlob;
  readonly state: SealedBlob;
  /** By the account key of before the change, over the credential record. */
  readonly credSignature: Bytes;
}

/** What only a registration or a change of password knows. */
export interface PasswordChoice {
  readonly keys: PasswordKeys;
  readonly kdf: Kdf;
}

/** What {@link sealAccount} seals an account with. */
export interface Sealing {
  /** Of the credential record, the vault and both slots. */
  readonly rev: number;
  readonly stateRev: number;
  readonly state: State;
  /** The server's half of the recovery key, 10 bytes. */
  readonly serverHalf: Bytes;
  readonly password: PasswordChoice;
}

/** A recovery slot and the key that opens it, as a person keeps it. */
export interface RecoverySlot {
  readonly slot: SealedBlob;
  readonly key: string;
}

/** Makes everything of a new account (PROTOCOL.md §13, Register). All revs are 1. */
export async function createAccount(
  random: Random,
  userId: UserId,
  login: Login,
  serverHalf: Bytes,
  password: PasswordChoice,
): Promise<NewAccount> {
  const body = await newVaultBody(userId, login);
  const sealing = { rev: 1, stateRev: 1, state: EMPTY_STATE, serverHalf, password };
  return sealAccount(random, userId, login, body, sealing);
}

/**
 * Seals a vault's body under a new vault key, with both slots and the state, and wipes it.
 *
 * @param signer the account key of before the change; at registration the body's own
 */
export async function sealAccount(
  random: Random,
  userId: UserId,
  login: Login,
  body: VaultBody,
  sealing: Sealing,
  signer?: CryptoKey,
): Promise<NewAccount> {
  const { rev, stateRev, state, serverHalf, password } = sealing;
  const vaultKey = newVaultKey(random);
  const account = await unlockAccount(body, vaultKey, userId, login);
  const at = { userId, rev };
  const vault = await sealVault(random, vaultKey, at, body);
  const passwordSlot = await sealSlot(random, "password", password.keys.wrapKey, at, vaultKey);
  const recovery = await newRecoverySlot(random, login, serverHalf, at, vaultKey);
  wipeVaultBody(body);
  vaultKey.fill(0);
  const credential = await encodeCredential({
    ...at,
    authKey: password.keys.authKey,
    kdf: password.kdf,
    vault: vault.sealed,
    passwordSlot: passwordSlot.sealed,
    recoverySlot: recovery.slot.sealed,
    fingerprint: account.identity.fingerprint,
  });
  const sealedState = await sealState(random, account.stateKey, { userId, rev: stateRev }, state);
  return {
    account,
    recoveryKey: recovery.key,
    sealed: {
      vault,
      passwordSlot,
      recoverySlot: recovery.slot,
      state: sealedState,
      credSignature: await sign(signer ?? account.signingKey, credential),
    },
  };
}

/** Makes a recovery key of the server's half and wraps the vault key under it. */
export async function newRecoverySlot(
  random: Random,
  login: Login,
  serverHalf: Bytes,
  at: { readonly userId: UserId; readonly rev: number },
  vaultKey: Bytes,
): Promise<RecoverySlot> {
  const key = createRecoveryKey(random, serverHalf);
  const wrapKey = await recoveryWrapKey(login, key);
  const slot = await sealSlot(random, "recovery", wrapKey, at, vaultKey);
  return { slot, key: await recoveryKeyText(key) };
}

/**
 * New private keys with their signed record.
 *
 * @param before the generation that these keys follow, and its signing key; none at registration
 */
export async function newVaultBody(
  userId: UserId,
  login: Login,
  before?: { readonly identity: Identity; readonly signingKey: CryptoKey },
): Promise<VaultBody> {
  const encryption = await generateKeyPair();
  const signing = await generateKeyPair();
  const record = encodeIdentity({
    userId,
    login,
    generation: before === undefined ? 0 : before.identity.generation + 1,
    previous: before === undefined ? NO_FINGERPRINT : before.identity.fingerprint,
    encryptionPoint: encryption.point,
    signingPoint: signing.point,
  });
  return {
    encryptionScalar: encryption.scalar,
    signingScalar: signing.scalar,
    identity: await signIdentity(record, await importSigningKey(signing), before?.signingKey),
    earlier: [],
  };
}
