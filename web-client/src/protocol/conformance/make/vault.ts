import { toBase64url } from "../../base64url.ts";
import { type Bytes, concat } from "../../bytes.ts";
import { encodeCredential } from "../../credential.ts";
import type { AuthKey } from "../../ids.ts";
import { parseKdf } from "../../kdf.ts";
import { label } from "../../labels.ts";
import { encrypt, hkdfAesKey, importAesKey, importHkdfKey } from "../../primitives.ts";
import type { Random } from "../../random.ts";
import { encodeVaultBody, slotAad, type VaultBody, vaultAad } from "../../vault.ts";
import { type Case, hex, unhex, type VectorFile } from "../vectorFile.ts";
import { fingerprintHex } from "./identity.ts";
import { newestOf, type Person, person, repeatable, testKey, testSign } from "./people.ts";

const REFUSED = { error: "vault_refused" };
const KDF = { algorithm: "argon2id", memory_kib: 65_536, iterations: 3, parallelism: 1 };

export async function vault(): Promise<VectorFile> {
  const random = repeatable("vault");
  const ann = await person("ann");
  const bob = await person("bob", 3);
  return {
    description: "slots and vaults; kind 1 is the password's slot, 2 the recovery key's",
    cases: [...(await slots(random, ann, bob)), ...(await vaults(random, ann, bob))],
  };
}

async function slots(random: Random, ann: Person, bob: Person): Promise<Case[]> {
  const key = random(32);
  const sealed = await slotOf(random, key, ann, 1, 3, random(32));
  const slot = (name: string, fields: object): Case => ({
    name: `slot: ${name}`,
    op: "slot",
    kind: 1,
    key: hex(key),
    user: ann.userId,
    rev: 3,
    sealed,
    ...fields,
  });
  const short = await slotOf(random, key, ann, 1, 3, random(31));
  return [
    slot("the password's", {}),
    slot("the recovery key's", {
      kind: 2,
      rev: 1,
      sealed: await slotOf(random, key, ann, 2, 1, random(32)),
    }),
    slot("another kind", { kind: 2, ...REFUSED }),
    slot("another user", { user: bob.userId, ...REFUSED }),
    slot("another rev", { rev: 2, ...REFUSED }),
    slot("another key", { key: hex(random(32)), ...REFUSED }),
    slot("a bit of the nonce", { sealed: flipped(sealed, 0), ...REFUSED }),
    slot("a bit of the ciphertext", { sealed: flipped(sealed, 20), ...REFUSED }),
    slot("a bit of the tag", { sealed: flipped(sealed, 59), ...REFUSED }),
    slot("cut short", { sealed: sealed.slice(0, 40), ...REFUSED }),
    slot("a key of 31 bytes inside", { sealed: short, ...REFUSED }),
  ];
}

async function vaults(random: Random, ann: Person, bob: Person): Promise<Case[]> {
  const vaultKey = random(32);
  const of = async (
    name: string,
    someone: Person,
    body: Bytes,
    fields: object = {},
  ): Promise<Case> => ({
    name: `vault: ${name}`,
    op: "vault",
    vault_key: hex(vaultKey),
    user: someone.userId,
    login: someone.login,
    rev: 1,
    sealed: await vaultOf(random, vaultKey, someone, 1, body),
    ...fields,
  });
  const annBody = bodyOf(ann);
  const plain = encodeVaultBody(annBody);
  const stranger = testKey(random).scalar;
  const malformed = { error: "malformed" };
  const versioned = plain.slice();
  versioned[0] = 2;
  const good = await of("generation 0", ann, plain);
  return [
    good,
    await of("three generations", bob, encodeVaultBody(bodyOf(bob))),
    { ...good, name: "vault: another rev", rev: 2, ...REFUSED },
    { ...good, name: "vault: another user", user: bob.userId, ...REFUSED },
    { ...good, name: "vault: another login", login: "anna", ...REFUSED },
    { ...good, name: "vault: another vault key", vault_key: hex(random(32)), ...REFUSED },
    { ...good, name: "vault: a bit", sealed: flipped(String(good["sealed"]), 99), ...REFUSED },
    await of("somebody else's body", ann, encodeVaultBody(bodyOf(bob)), REFUSED),
    await of(
      "an encryption key of another record",
      ann,
      encodeVaultBody({ ...annBody, encryptionScalar: stranger }),
      REFUSED,
    ),
    await of(
      "a signing key of another record",
      ann,
      encodeVaultBody({ ...annBody, signingScalar: stranger }),
      REFUSED,
    ),
    await of(
      "an earlier key of another record",
      bob,
      encodeVaultBody({
        ...bodyOf(bob),
        earlier: bodyOf(bob).earlier.map(({ record }) => ({ scalar: stranger, record })),
      }),
      REFUSED,
    ),
    await of(
      "a record signed by another key",
      ann,
      encodeVaultBody({
        ...annBody,
        identity: {
          ...annBody.identity,
          signature: testSign(testKey(random), annBody.identity.record),
        },
      }),
      { error: "bad_signature" },
    ),
    await of("another version", ann, versioned, malformed),
    await of("a byte left over", ann, concat(plain, Uint8Array.of(0)), malformed),
    await of("cut short", ann, plain.slice(0, -1), malformed),
  ];
}

export async function credential(): Promise<VectorFile> {
  const random = repeatable("credential");
  const ann = await person("ann");
  const { signing, fingerprint } = newestOf(ann);
  const inputs = {
    user: ann.userId,
    rev: 2,
    auth_key: hex(random(32)),
    kdf: KDF,
    salt: hex(random(16)),
    vault: hex(random(300)),
    slot1: hex(random(60)),
    slot2: hex(random(60)),
    fingerprint: fingerprintHex(fingerprint),
  };
  const record = await encodeCredential({
    userId: ann.userId,
    rev: inputs.rev,
    authKey: toBase64url(unhex(inputs.auth_key)) as AuthKey,
    kdf: parseKdf(KDF, unhex(inputs.salt)),
    vault: unhex(inputs.vault),
    passwordSlot: unhex(inputs.slot1),
    recoverySlot: unhex(inputs.slot2),
    fingerprint,
  });
  const good: Case = {
    name: "a change of the password",
    ...inputs,
    public_key: hex(signing.point),
    signature: hex(testSign(signing, record)),
  };
  const other = (name: string, fields: object): Case => ({
    ...good,
    name,
    ...fields,
    error: "bad_signature",
  });
  const bob = await person("bob");
  return {
    description: "the credential record and the account key's signature over it",
    cases: [
      good,
      other("another user", { user: bob.userId }),
      other("another rev", { rev: 3 }),
      other("another auth key", { auth_key: flipped(inputs.auth_key, 0) }),
      other("another cost", { kdf: { ...KDF, iterations: 4 } }),
      other("another salt", { salt: flipped(inputs.salt, 15) }),
      other("another vault", { vault: flipped(inputs.vault, 7) }),
      other("another password slot", { slot1: flipped(inputs.slot1, 7) }),
      other("another recovery slot", { slot2: flipped(inputs.slot2, 7) }),
      other("the slots exchanged", { slot1: inputs.slot2, slot2: inputs.slot1 }),
      other("another fingerprint", { fingerprint: flipped(inputs.fingerprint, 0) }),
      other("another key", { public_key: hex(newestOf(bob).signing.point) }),
    ],
  };
}

/** Somebody's vault body. */
export function bodyOf(someone: Person): VaultBody {
  const newest = newestOf(someone);
  return {
    encryptionScalar: newest.encryption.scalar,
    signingScalar: newest.signing.scalar,
    identity: newest.signed,
    earlier: someone.generations
      .slice(0, -1)
      .reverse()
      .map(({ encryption, signed }) => ({ scalar: encryption.scalar, record: signed.record })),
  };
}

/** Hex bytes with one bit of one byte changed. */
export function flipped(text: string, at: number): string {
  const bytes = unhex(text);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return hex(bytes);
}

async function slotOf(
  random: Random,
  key: Bytes,
  someone: Person,
  kind: 1 | 2,
  rev: number,
  content: Bytes,
): Promise<string> {
  const nonce = random(12);
  const aad = slotAad(kind === 1 ? "password" : "recovery", someone.userId, rev);
  return hex(concat(nonce, await encrypt(await importAesKey(key), nonce, aad, content)));
}

async function vaultOf(
  random: Random,
  vaultKey: Bytes,
  someone: Person,
  rev: number,
  body: Bytes,
): Promise<string> {
  const key = await hkdfAesKey(await importHkdfKey(vaultKey), label("vault-key"));
  const nonce = random(12);
  const ciphertext = await encrypt(key, nonce, vaultAad(someone.userId, rev), body);
  return hex(concat(nonce, ciphertext));
}
