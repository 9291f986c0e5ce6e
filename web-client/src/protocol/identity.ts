import { fromBase64url } from "./base64url.ts";
import { type Bytes, reader, writer } from "./bytes.ts";
import { refuse } from "./errors.ts";
import {
  type Fingerprint,
  fingerprintOf,
  type Login,
  parseLogin,
  parseUserId,
  type UserId,
} from "./ids.ts";
import { label } from "./labels.ts";
import {
  importEncryptionKey,
  importVerifyingKey,
  KEY_BYTES,
  POINT_BYTES,
  sha256,
  sign,
  verify,
} from "./primitives.ts";

/** The fields of an identity record (PROTOCOL.md §4). */
export interface IdentityFields {
  readonly userId: UserId;
  readonly login: Login;
  /** 0 at registration, one more with every change of keys. */
  readonly generation: number;
  /** Fingerprint of the generation before; of zeros at generation 0. */
  readonly previous: Fingerprint;
  /** ECDH P-256, 65 bytes. */
  readonly encryptionPoint: Bytes;
  /** ECDSA P-256, 65 bytes. */
  readonly signingPoint: Bytes;
}

/** A parsed record: its points are on the curve, and nobody's signature was checked yet. */
export interface Identity extends IdentityFields {
  readonly record: Bytes;
  readonly fingerprint: Fingerprint;
  readonly encryptionKey: CryptoKey;
  readonly verifyingKey: CryptoKey;
}

/** A record with its signatures, as it travels. */
export interface SignedIdentity {
  readonly record: Bytes;
  /** By the record's own signing key. */
  readonly signature: Bytes;
  /** By the signing key of the generation before; from generation 1 on. */
  readonly predecessorSignature?: Bytes;
}

declare const verified: unique symbol;

/** An identity whose signatures hold; only this module makes one. */
export type VerifiedIdentity = Identity & { readonly [verified]: true };

/** Generations of one user in order, each a signed successor of the one before, never empty. */
export type IdentityChain = readonly [VerifiedIdentity, ...VerifiedIdentity[]];

/** `prev32` of generation 0. */
export const NO_FINGERPRINT: Fingerprint = fingerprintOf(new Uint8Array(KEY_BYTES));

/** The record's bytes. */
export function encodeIdentity(fields: IdentityFields): Bytes {
  return writer()
    .raw(label("identity"))
    .variable(fields.userId)
    .variable(fields.login)
    .u32(fields.generation)
    .raw(fromBase64url(fields.previous))
    .raw(fields.encryptionPoint)
    .raw(fields.signingPoint)
    .done();
}

/**
 * Reads a record and its fingerprint. `malformed` if a byte is out of place or a point is not on
 * the curve, `identity_refused` if generation 0 claims a predecessor.
 */
export async function parseIdentity(record: Bytes): Promise<Identity> {
  const fields = reader(record, "identity");
  fields.expect(label("identity"));
  const userId = parseUserId(fields.text());
  const login = parseLogin(fields.text());
  const generation = fields.u32();
  const previous = fingerprintOf(fields.raw(KEY_BYTES));
  const encryptionPoint = fields.raw(POINT_BYTES);
  const signingPoint = fields.raw(POINT_BYTES);
  fields.end();
  const encryptionKey = await importEncryptionKey(encryptionPoint);
  const verifyingKey = await importVerifyingKey(signingPoint);
  if (generation === 0 && previous !== NO_FINGERPRINT) {
    refuse("identity_refused", "generation 0 continues nothing");
  }
  return {
    userId,
    login,
    generation,
    previous,
    encryptionPoint,
    signingPoint,
    record,
    fingerprint: fingerprintOf(await sha256(record)),
    encryptionKey,
    verifyingKey,
  };
}

/** Signs a new record: with its own key, and with the one before from generation 1 on. */
export async function signIdentity(
  record: Bytes,
  ownKey: CryptoKey,
  predecessorKey?: CryptoKey,
): Promise<SignedIdentity> {
  const signature = await sign(ownKey, record);
  return predecessorKey === undefined
    ? { record, signature }
    : { record, signature, predecessorSignature: await sign(predecessorKey, record) };
}

/** Parses a record and checks its own signature. */
export async function verifyIdentity(signed: SignedIdentity): Promise<VerifiedIdentity> {
  const identity = await parseIdentity(signed.record);
  await verify(identity.verifyingKey, identity.record, signed.signature);
  return identity as VerifiedIdentity;
}

/**
 * Verifies what a server answered for a user: every record names this user and login, generations
 * follow each other, all signatures hold. The first one's predecessor is not looked at: where a
 * chain begins is the pin's matter (see {@link follow} in pins).
 */
export async function verifyIdentityChain(
  userId: UserId,
  login: Login,
  chain: readonly SignedIdentity[],
): Promise<IdentityChain> {
  const [first, ...later] = chain;
  if (first === undefined) {
    return refuse("identity_refused", "no identity");
  }
  const oldest = await verifyIdentity(first);
  if (oldest.userId !== userId || oldest.login !== login) {
    refuse("identity_refused", "another user or login");
  }
  const generations: [VerifiedIdentity, ...VerifiedIdentity[]] = [oldest];
  let before = oldest;
  for (const signed of later) {
    before = await verifySuccessor(before, signed);
    generations.push(before);
  }
  return generations;
}

async function verifySuccessor(
  before: VerifiedIdentity,
  signed: SignedIdentity,
): Promise<VerifiedIdentity> {
  const identity = await parseIdentity(signed.record);
  const follows =
    identity.userId === before.userId &&
    identity.login === before.login &&
    identity.generation === before.generation + 1 &&
    identity.previous === before.fingerprint;
  if (!follows) {
    refuse("identity_refused", "does not follow the generation before");
  }
  await verify(identity.verifyingKey, identity.record, signed.signature);
  if (signed.predecessorSignature === undefined) {
    return refuse("bad_signature", "no signature of the generation before");
  }
  await verify(before.verifyingKey, identity.record, signed.predecessorSignature);
  return identity as VerifiedIdentity;
}
