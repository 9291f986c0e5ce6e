import { type Bytes, reader, type Writer, writer } from "./bytes.ts";
import { ProtocolError, refuse } from "./errors.ts";
import {
  type Identity,
  parseIdentity,
  type SignedIdentity,
  type VerifiedIdentity,
  verifyIdentity,
} from "./identity.ts";
import type { Fingerprint, Login, UserId } from "./ids.ts";
import { importDecryptionKey, importSigningKey } from "./keyPair.ts";
import { label } from "./labels.ts";
import { hkdfAesKey, importHkdfKey, KEY_BYTES, open, SIGNATURE_BYTES, seal } from "./primitives.ts";
import type { Random } from "./random.ts";

/** Sealed bytes and the `rev` of their own last sealing, which their associated data carries. */
export interface SealedBlob {
  readonly rev: number;
  readonly sealed: Bytes;
}

/** Which of the two wraps of the vault key. */
export type SlotKind = "password" | "recovery";

/** A decryption key that a later generation replaced; it still opens old wraps. */
export interface EarlierKey {
  readonly scalar: Bytes;
  readonly record: Bytes;
}

/** What a vault holds, in the clear: exists between generation or opening and import only. */
export interface VaultBody {
  /** 32 bytes */
  readonly encryptionScalar: Bytes;
  /** 32 bytes */
  readonly signingScalar: Bytes;
  readonly identity: SignedIdentity;
  /** Newest first. */
  readonly earlier: readonly EarlierKey[];
}

/** The keys of an opened vault. None can be read out; all can be stored in IndexedDB. */
export interface AccountKeys {
  readonly identity: VerifiedIdentity;
  readonly signed: SignedIdentity;
  readonly signingKey: CryptoKey;
  /** By the fingerprint of the generation, the newest among them. */
  readonly decryptionKeys: ReadonlyMap<Fingerprint, CryptoKeyPair>;
  /** The same generations' records. */
  readonly generations: ReadonlyMap<Fingerprint, Identity>;
}

const VERSION = 1;
const SLOT_NUMBER: Record<SlotKind, number> = { password: 1, recovery: 2 };

/** A new vault key, 32 bytes. */
export function newVaultKey(random: Random): Bytes {
  return random(KEY_BYTES);
}

/** Wraps the vault key: 60 bytes. */
export async function sealSlot(
  random: Random,
  kind: SlotKind,
  wrapKey: CryptoKey,
  at: { readonly userId: UserId; readonly rev: number },
  vaultKey: Bytes,
): Promise<SealedBlob> {
  const aad = slotAad(kind, at.userId, at.rev);
  return { rev: at.rev, sealed: await seal(random, wrapKey, aad, vaultKey) };
}

/** The vault key, or `vault_refused`. */
export async function openSlot(
  kind: SlotKind,
  wrapKey: CryptoKey,
  userId: UserId,
  slot: SealedBlob,
): Promise<Bytes> {
  const aad = slotAad(kind, userId, slot.rev);
  const vaultKey = await open(wrapKey, aad, slot.sealed, "vault_refused");
  return vaultKey.length === KEY_BYTES ? vaultKey : refuse("vault_refused", "not a vault key");
}

/** Seals a body. */
export async function sealVault(
  random: Random,
  vaultKey: Bytes,
  at: { readonly userId: UserId; readonly rev: number },
  body: VaultBody,
): Promise<SealedBlob> {
  const plaintext = encodeVaultBody(body);
  try {
    const key = await sealingKey(vaultKey);
    const sealed = await seal(random, key, vaultAad(at.userId, at.rev), plaintext);
    return { rev: at.rev, sealed };
  } finally {
    plaintext.fill(0);
  }
}

/** The body of a vault, which the caller imports with {@link importAccountKeys} and wipes. */
export async function openVault(
  vaultKey: Bytes,
  userId: UserId,
  vault: SealedBlob,
): Promise<VaultBody> {
  const key = await sealingKey(vaultKey);
  const plaintext = await open(key, vaultAad(userId, vault.rev), vault.sealed, "vault_refused");
  try {
    return parseVaultBody(plaintext);
  } finally {
    plaintext.fill(0);
  }
}

/**
 * Imports every private key so that it cannot be read out. `vault_refused` unless each belongs to
 * its record and each record is this account's; the newest record's signature must hold.
 */
export async function importAccountKeys(
  body: VaultBody,
  userId: UserId,
  login: Login,
): Promise<AccountKeys> {
  const identity = requireOwn(await verifyIdentity(body.identity), userId, login);
  const signingKey = await importSigningKey({
    scalar: body.signingScalar,
    point: identity.signingPoint,
  });
  const decryptionKeys = new Map<Fingerprint, CryptoKeyPair>();
  const generations = new Map<Fingerprint, Identity>();
  const add = async (scalar: Bytes, of: Identity): Promise<void> => {
    const pair = await importDecryptionKey({ scalar, point: of.encryptionPoint });
    decryptionKeys.set(of.fingerprint, pair);
    generations.set(of.fingerprint, of);
  };
  await add(body.encryptionScalar, identity);
  for (const earlier of body.earlier) {
    await add(earlier.scalar, requireOwn(await parseIdentity(earlier.record), userId, login));
  }
  return { identity, signed: body.identity, signingKey, decryptionKeys, generations };
}

/** Overwrites the private keys of a body. */
export function wipeVaultBody(body: VaultBody): void {
  body.encryptionScalar.fill(0);
  body.signingScalar.fill(0);
  for (const earlier of body.earlier) {
    earlier.scalar.fill(0);
  }
}

/** The layout of `body` (PROTOCOL.md §5). */
export function encodeVaultBody(body: VaultBody): Bytes {
  const { record, signature, predecessorSignature } = body.identity;
  const fields: Writer = writer()
    .u8(VERSION)
    .variable(body.encryptionScalar)
    .variable(body.signingScalar)
    .variable(record)
    .variable(signature)
    .variable(predecessorSignature ?? new Uint8Array(0))
    .u16(body.earlier.length);
  for (const earlier of body.earlier) {
    fields.variable(earlier.scalar).variable(earlier.record);
  }
  return fields.done();
}

/** Reads the layout of `body`. */
export function parseVaultBody(plaintext: Bytes): VaultBody {
  const fields = reader(plaintext, "vault");
  fields.version(VERSION);
  const encryptionScalar = fields.variable(KEY_BYTES);
  const signingScalar = fields.variable(KEY_BYTES);
  const record = fields.variable();
  const signature = fields.variable(SIGNATURE_BYTES);
  const predecessorSignature = fields.variable();
  if (predecessorSignature.length !== 0 && predecessorSignature.length !== SIGNATURE_BYTES) {
    throw new ProtocolError("malformed", "vault: a signature has 64 bytes");
  }
  const count = fields.u16();
  const earlier: EarlierKey[] = [];
  for (let i = 0; i < count; i++) {
    earlier.push({ scalar: fields.variable(KEY_BYTES), record: fields.variable() });
  }
  fields.end();
  const identity =
    predecessorSignature.length === 0
      ? { record, signature }
      : { record, signature, predecessorSignature };
  return { encryptionScalar, signingScalar, identity, earlier };
}

/** Associated data of a slot. */
export function slotAad(kind: SlotKind, userId: UserId, rev: number): Bytes {
  return writer().raw(label("slot")).u8(SLOT_NUMBER[kind]).variable(userId).u32(rev).done();
}

/** Associated data of a vault. */
export function vaultAad(userId: UserId, rev: number): Bytes {
  return writer().raw(label("vault")).variable(userId).u32(rev).done();
}

async function sealingKey(vaultKey: Bytes): Promise<CryptoKey> {
  return hkdfAesKey(await importHkdfKey(vaultKey), label("vault-key"));
}

function requireOwn<T extends Identity>(identity: T, userId: UserId, login: Login): T {
  return identity.userId === userId && identity.login === login
    ? identity
    : refuse("vault_refused", "a record of another account");
}
