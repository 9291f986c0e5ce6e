import { p256 } from "@noble/curves/nist.js";
import { RFC_4648_LOWER, toBase32 } from "../../base32.ts";
import type { Bytes } from "../../bytes.ts";
import { encodeIdentity, NO_FINGERPRINT, type SignedIdentity } from "../../identity.ts";
import {
  type Fingerprint,
  fingerprintOf,
  type Login,
  parseLogin,
  parseUserId,
  type UserId,
} from "../../ids.ts";
import { sha256 } from "../../primitives.ts";
import type { Random } from "../../random.ts";
import { hex } from "../vectorFile.ts";

/** A private key whose public key is computed: WebCrypto cannot, and signs at random besides. */
export interface TestKey {
  readonly scalar: Bytes;
  readonly point: Bytes;
}

/** One generation of somebody's keys. */
export interface Generation {
  readonly encryption: TestKey;
  readonly signing: TestKey;
  readonly signed: SignedIdentity;
  readonly fingerprint: Fingerprint;
}

/** Somebody of the vectors, oldest generation first. */
export interface Person {
  readonly userId: UserId;
  readonly login: Login;
  readonly generations: readonly [Generation, ...Generation[]];
}

/** Bytes that look random and are the same in every run (mulberry32): fit for vectors only. */
export function repeatable(seed: string): Random {
  let state = 0;
  for (const character of seed) {
    state = (Math.imul(state, 31) + character.charCodeAt(0)) >>> 0;
  }
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 24;
  };
  return (length) => Uint8Array.from({ length }, next);
}

/** A key pair of the given randomness. */
export function testKey(random: Random): TestKey {
  const scalar = random(32);
  return { scalar, point: Uint8Array.from(p256.getPublicKey(scalar, false)) };
}

/** ECDSA with the nonce of RFC 6979, so that the vectors are the same in every run. */
export function testSign(key: TestKey, message: Uint8Array): Bytes {
  return Uint8Array.from(p256.sign(message, key.scalar, { lowS: false }));
}

/** Somebody with a number of generations. */
export async function person(login: string, generations = 1): Promise<Person> {
  const random = repeatable(login);
  const userId = parseUserId(toBase32(random(16), RFC_4648_LOWER));
  const self = { userId, login: parseLogin(login) };
  let newest = await generationAfter(self, undefined, random);
  const made: [Generation, ...Generation[]] = [newest];
  while (made.length < generations) {
    newest = await generationAfter(self, { generation: newest, number: made.length - 1 }, random);
    made.push(newest);
  }
  return { ...self, generations: made };
}

/** The newest generation. */
export function newestOf(someone: Person): Generation {
  return someone.generations.at(-1) ?? someone.generations[0];
}

/** The public part of somebody, as vectors write it. */
export function chainJson(someone: Person, upTo = someone.generations.length): object {
  return {
    user: someone.userId,
    login: someone.login,
    chain: someone.generations.slice(0, upTo).map(({ signed }) => signedJson(signed)),
  };
}

/** Somebody's private keys, as vectors write a reader. */
export function readerJson(someone: Person): object {
  return {
    user: someone.userId,
    login: someone.login,
    generations: someone.generations.map(({ encryption, signing, signed }) => ({
      encryption_private: hex(encryption.scalar),
      signing_private: hex(signing.scalar),
      ...signedJson(signed),
    })),
  };
}

/** One generation's record and signatures. */
export function signedJson({ record, signature, predecessorSignature }: SignedIdentity): object {
  return {
    record: hex(record),
    signature: hex(signature),
    ...(predecessorSignature === undefined
      ? {}
      : { predecessor_signature: hex(predecessorSignature) }),
  };
}

/** Keys that follow others, signed as the protocol wants it. */
export async function generationAfter(
  self: Pick<Person, "userId" | "login">,
  before: { readonly generation: Generation; readonly number: number } | undefined,
  random: Random,
): Promise<Generation> {
  const encryption = testKey(random);
  const signing = testKey(random);
  const record = encodeIdentity({
    ...self,
    generation: before === undefined ? 0 : before.number + 1,
    previous: before === undefined ? NO_FINGERPRINT : before.generation.fingerprint,
    encryptionPoint: encryption.point,
    signingPoint: signing.point,
  });
  const own = { record, signature: testSign(signing, record) };
  return {
    encryption,
    signing,
    signed:
      before === undefined
        ? own
        : { ...own, predecessorSignature: testSign(before.generation.signing, record) },
    fingerprint: fingerprintOf(await sha256(record)),
  };
}
