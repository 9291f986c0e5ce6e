import { fromBase64url } from "../../base64url.ts";
import { type Bytes, concat } from "../../bytes.ts";
import { encodeIdentity, type IdentityFields, NO_FINGERPRINT } from "../../identity.ts";
import type { Fingerprint } from "../../ids.ts";
import { type Case, hex, type VectorFile } from "../vectorFile.ts";
import {
  chainJson,
  type Generation,
  generationAfter,
  newestOf,
  type Person,
  person,
  repeatable,
  signedJson,
  testSign,
} from "./people.ts";

export async function identity(): Promise<VectorFile> {
  const ann = await person("ann");
  const bob = await person("bob", 3);
  return {
    description: "identity records, chains of generations, and pins that follow them",
    cases: [...parsing(ann), ...(await chains(ann, bob)), ...(await pins(bob))],
  };
}

function parsing(ann: Person): Case[] {
  const record = ann.generations[0].signed.record;
  const off = record.slice();
  off[off.length - 1] = (off.at(-1) ?? 0) ^ 1;
  const compressed = record.slice();
  compressed[record.length - 65] = 2;
  const parse = (name: string, bytes: Uint8Array, more: object = {}): Case => ({
    name: `record: ${name}`,
    op: "parse",
    record: hex(bytes),
    ...more,
  });
  const bad = (name: string, bytes: Uint8Array): Case => parse(name, bytes, { error: "malformed" });
  const fields = fieldsOf(ann);
  return [
    parse("generation 0", record),
    bad("cut short", record.slice(0, -1)),
    bad("a byte left over", concat(record, Uint8Array.of(0))),
    bad("a signing key off the curve", off),
    bad("a key with another first byte", compressed),
    bad("another label", edited(record, "ren/v1/identity", "ren/v1/identite")),
    bad("another version", edited(record, "ren/v1/identity", "ren/v2/identity")),
    bad("a user id in upper case", edited(record, fields.userId, fields.userId.toUpperCase())),
    bad("a login with a space", edited(record, "ann", "a n")),
    parse(
      "generation 0 that claims a predecessor",
      encodeIdentity({ ...fields, previous: ann.generations[0].fingerprint }),
      { error: "identity_refused" },
    ),
  ];
}

async function chains(ann: Person, bob: Person): Promise<Case[]> {
  const [g0, g1, g2] = generationsOf(bob);
  const list = (...generations: readonly Generation[]): object[] =>
    generations.map(({ signed }) => signedJson(signed));
  const chain = (name: string, links: readonly object[], more: object = {}): Case => ({
    name: `chain: ${name}`,
    op: "chain",
    user: bob.userId,
    login: bob.login,
    chain: links,
    ...more,
  });
  const { predecessorSignature: _, ...orphan } = g1.signed;
  const stranger = await generationAfter(
    bob,
    { generation: newestOf(ann), number: 0 },
    repeatable("stranger"),
  );
  const resigned = {
    ...g1.signed,
    predecessorSignature: testSign(stranger.signing, g1.signed.record),
  };
  const foreign = { ...g0.signed, signature: testSign(stranger.signing, g0.signed.record) };
  const exchanged = {
    record: g1.signed.record,
    signature: g1.signed.predecessorSignature ?? g1.signed.signature,
    predecessorSignature: g1.signed.signature,
  };
  return [
    chain("generation 0 alone", list(g0)),
    chain("three generations", list(g0, g1, g2)),
    chain("from generation 1 on", list(g1, g2)),
    chain("empty", [], { error: "identity_refused" }),
    chain("another user", list(newestOf(ann)), { error: "identity_refused" }),
    chain("another login", list(g0), { login: "bobby", error: "identity_refused" }),
    chain("a generation left out", list(g0, g2), { error: "identity_refused" }),
    chain("in another order", list(g1, g0), { error: "identity_refused" }),
    chain("twice the same", list(g0, g0), { error: "identity_refused" }),
    chain("a generation 1 of another chain", list(g0, stranger), { error: "identity_refused" }),
    chain("signed by another key", [signedJson(foreign)], { error: "bad_signature" }),
    chain("no signature of the one before", [signedJson(g0.signed), signedJson(orphan)], {
      error: "bad_signature",
    }),
    chain("a stranger's for the one before", [signedJson(g0.signed), signedJson(resigned)], {
      error: "bad_signature",
    }),
    chain("the two signatures exchanged", [signedJson(g0.signed), signedJson(exchanged)], {
      error: "bad_signature",
    }),
  ];
}

async function pins(bob: Person): Promise<Case[]> {
  const [g0, g1, g2] = generationsOf(bob);
  const pinOf = (generation: number, fp: Fingerprint, more: object = {}): object => ({
    login: bob.login,
    gen: generation,
    fp,
    ...more,
  });
  const follow = (name: string, pin: object, upTo: number, more: object = {}): Case => ({
    name: `pin: ${name}`,
    op: "follow",
    pin,
    ...chainJson(bob, upTo),
    ...more,
  });
  const changed = { error: "identity_changed" };
  const swapped = await generationAfter(bob, undefined, repeatable("swapped"));
  return [
    follow("the pinned one is the newest", pinOf(0, g0.fingerprint), 1),
    follow("keeps a verified mark", pinOf(0, g0.fingerprint, { verified: g0.fingerprint }), 1),
    follow("two generations on", pinOf(0, g0.fingerprint), 3),
    follow("a verified mark falls", pinOf(1, g1.fingerprint, { verified: g1.fingerprint }), 3),
    follow("a decision stays", pinOf(0, g0.fingerprint, { decided: 2 }), 2),
    follow("a blocked one stays", pinOf(0, g0.fingerprint, { blocked: NO_FINGERPRINT }), 2),
    follow("a blocked one is reached", pinOf(0, g0.fingerprint, { blocked: g1.fingerprint }), 2),
    follow("the chain ends before it", pinOf(2, g2.fingerprint), 2, changed),
    {
      ...follow("another identity in its place", pinOf(0, g0.fingerprint), 1, changed),
      chain: [signedJson(swapped.signed)],
    },
    {
      ...follow("the chain begins behind it", pinOf(0, g0.fingerprint), 1, changed),
      chain: [signedJson(g1.signed)],
    },
  ];
}

function generationsOf(someone: Person): readonly [Generation, Generation, Generation] {
  const [g0, g1 = g0, g2 = g0] = someone.generations;
  return [g0, g1, g2];
}

function fieldsOf(ann: Person): IdentityFields {
  const { encryption, signing } = ann.generations[0];
  return {
    userId: ann.userId,
    login: ann.login,
    generation: 0,
    previous: NO_FINGERPRINT,
    encryptionPoint: encryption.point,
    signingPoint: signing.point,
  };
}

/** The bytes with one text in place of another of the same length. */
function edited(bytes: Bytes, from: string, to: string): Bytes {
  const text = hex(bytes);
  const encode = (plain: string): string => hex(new TextEncoder().encode(plain));
  const changed = text.replace(encode(from), encode(to));
  return Uint8Array.from(changed.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The hex of a fingerprint. */
export function fingerprintHex(fingerprint: Fingerprint): string {
  return hex(fromBase64url(fingerprint));
}
