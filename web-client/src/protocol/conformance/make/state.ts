import { fromBase32, RFC_4648_LOWER } from "../../base32.ts";
import { toBase64url } from "../../base64url.ts";
import { type Bytes, concat, writer } from "../../bytes.ts";
import { directChatId } from "../../ids.ts";
import type { JsonObject } from "../../json.ts";
import { label } from "../../labels.ts";
import { pad } from "../../padding.ts";
import { encrypt, hkdfAesKey, importHkdfKey } from "../../primitives.ts";
import type { Random } from "../../random.ts";
import { stateAad, stateRecord } from "../../state.ts";
import { encodeState } from "../../stateBody.ts";
import { stateFromJson } from "../stateJson.ts";
import { type Case, hex, unhex, type VectorFile } from "../vectorFile.ts";
import { newestOf, type Person, person, repeatable, testSign } from "./people.ts";
import { flipped } from "./vault.ts";

const EMPTY = { pins: {}, epochs: {}, settings: {} };

export async function state(): Promise<VectorFile> {
  const ann = await person("ann");
  const bob = await person("bob", 3);
  const carol = await person("carol");
  return {
    description: "the sealed state of an account, and the merge of two",
    cases: [
      ...(await opening(ann, bob, carol)),
      ...(await signing(ann, bob)),
      ...merging(ann, bob, carol),
    ],
  };
}

async function opening(ann: Person, bob: Person, carol: Person): Promise<Case[]> {
  const random = repeatable("state");
  const vaultKey = random(32);
  const of = async (name: string, content: Bytes, more: object = {}): Promise<Case> => ({
    name: `open: ${name}`,
    op: "open",
    vault_key: hex(vaultKey),
    user: ann.userId,
    rev: 5,
    at_least: 5,
    sealed: await sealed(random, vaultKey, ann, 5, content),
    ...more,
  });
  const body = (value: JsonObject): Bytes => encodeState(stateFromJson(value), ann.userId);
  const onePin = body({ ...EMPTY, pins: { [bob.userId]: pin(bob, 0) } });
  const good = await of("a pin", pad(onePin));
  const refused = { error: "vault_refused" };
  const malformed = (name: string, content: Bytes) => of(name, content, { error: "malformed" });
  const no = (count: number): Bytes => writer().u32(count).done();
  const line = onePin.slice(5, -8);
  const flags = line.length - 1;
  const withFlags = (value: number, ...more: Bytes[]): Bytes =>
    concat(Uint8Array.of(1), no(1), line.with(flags, value), ...more, no(0), no(0));
  const headOf = (kind: number, id: Bytes): Bytes =>
    writer().u8(kind).raw(id).u32(1).raw(random(32)).u64(9).done();
  const withHeads = (...heads: Bytes[]): Bytes =>
    concat(Uint8Array.of(1), no(0), no(heads.length), ...heads, no(0));
  const idOf = ({ userId }: Person): Bytes => fromBase32(userId, RFC_4648_LOWER);
  return [
    await of("of a new account", pad(body(EMPTY))),
    good,
    await of("everything", pad(body(everything(ann, bob, carol)))),
    { ...good, name: "open: lower than seen", at_least: 6, error: "state_rollback" },
    { ...good, name: "open: another rev", rev: 6, ...refused },
    { ...good, name: "open: another user", user: bob.userId, ...refused },
    { ...good, name: "open: another key", vault_key: hex(random(32)), ...refused },
    { ...good, name: "open: a bit", sealed: flipped(String(good["sealed"]), 30), ...refused },
    await malformed("another version", pad(onePin.with(0, 2))),
    await malformed("bytes left over", pad(concat(onePin, Uint8Array.of(0)))),
    await malformed("too short", pad(onePin.slice(0, -1))),
    await malformed("unknown flags", pad(withFlags(8))),
    await malformed("no decision, written down", pad(withFlags(4, no(0)))),
    await malformed("a pin twice", pad(concat(Uint8Array.of(1), no(2), line, line, no(0), no(0)))),
    await malformed(
      "heads that are not sorted",
      pad(withHeads(headOf(1, idOf(bob)), headOf(0, idOf(bob)))),
    ),
    await malformed("a head of a third kind", pad(withHeads(headOf(2, idOf(bob))))),
    await malformed("a 1:1 with oneself", pad(withHeads(headOf(0, idOf(ann))))),
    await malformed("not padded", onePin),
  ];
}

function everything(ann: Person, bob: Person, carol: Person): JsonObject {
  const head = (n: number, entry: number, seed: string) => ({ n, hash: hashText(seed), entry });
  return {
    pins: {
      [bob.userId]: { ...pin(bob, 2), verified: fingerprint(bob, 2), blocked: hashText("swapped") },
      [carol.userId]: { ...pin(carol, 0), decided: 3 },
    },
    epochs: {
      [directChatId(ann.userId, bob.userId)]: head(3, 70, "direct"),
      [`g.${carol.userId}`]: head(0, 0, "group"),
    },
    settings: { theme: { at: 1767225600000, value: "dark" }, "": { at: 0, value: "" } },
  };
}

async function signing(ann: Person, bob: Person): Promise<Case[]> {
  const sealedText = hex(repeatable("state-sig")(284));
  const key = newestOf(ann).signing;
  const record = await stateRecord(ann.userId, { rev: 5, sealed: unhex(sealedText) });
  const good: Case = {
    name: "sign: a state",
    op: "sign",
    user: ann.userId,
    rev: 5,
    sealed: sealedText,
    public_key: hex(key.point),
    signature: hex(testSign(key, record)),
  };
  const other = (name: string, fields: object): Case => ({
    ...good,
    name: `sign: ${name}`,
    ...fields,
    error: "bad_signature",
  });
  return [
    good,
    other("another user", { user: bob.userId }),
    other("another rev", { rev: 6 }),
    other("another sealed state", { sealed: flipped(sealedText, 40) }),
    other("another key", { public_key: hex(newestOf(bob).signing.point) }),
  ];
}

function merging(ann: Person, bob: Person, carol: Person): Case[] {
  const chat = `${[ann.userId, bob.userId].sort().join(".")}`;
  const pins = (...some: readonly [Person, object][]): object => ({
    ...EMPTY,
    pins: Object.fromEntries(some.map(([someone, value]) => [someone.userId, value])),
  });
  const merge = (name: string, one: object, other: object): Case => ({
    name: `merge: ${name}`,
    op: "merge",
    one,
    other,
  });
  const head = (n: number, entry: number, seed: string): object => ({
    ...EMPTY,
    epochs: { [chat]: { n, hash: hashText(seed), entry } },
  });
  const setting = (at: number, value: string): object => ({
    ...EMPTY,
    settings: { theme: { at, value } },
  });
  const fp = (generation: number): string => fingerprint(bob, generation);
  return [
    merge("nothing and nothing", EMPTY, EMPTY),
    merge("pins of both", pins([bob, pin(bob, 0)]), pins([carol, pin(carol, 0)])),
    merge("the higher generation", pins([bob, pin(bob, 0)]), pins([bob, pin(bob, 2)])),
    merge(
      "a verified mark of the one before falls",
      pins([bob, { ...pin(bob, 0), verified: fp(0) }]),
      pins([bob, pin(bob, 1)]),
    ),
    merge(
      "a verified mark stays",
      pins([bob, { ...pin(bob, 1), verified: fp(1) }]),
      pins([bob, pin(bob, 1)]),
    ),
    merge(
      "a blocked fingerprint stays",
      pins([bob, { ...pin(bob, 1), blocked: hashText("swapped") }]),
      pins([bob, pin(bob, 1)]),
    ),
    merge(
      "a blocked fingerprint that the chain led to falls",
      pins([bob, { ...pin(bob, 0), blocked: fp(1) }]),
      pins([bob, pin(bob, 1)]),
    ),
    merge(
      "two keys at first contact: one blocks the other",
      pins([bob, pin(bob, 0)]),
      pins([bob, { ...pin(bob, 0), fp: hashText("another") }]),
    ),
    merge(
      "the person's decision holds against a higher generation",
      pins([bob, pin(bob, 2)]),
      pins([bob, { ...pin(bob, 0), fp: hashText("accepted"), decided: 1 }]),
    ),
    merge(
      "what was blocked before the last decision stays decided",
      pins([bob, { ...pin(bob, 0), blocked: hashText("swapped") }]),
      pins([bob, { ...pin(bob, 0), decided: 1 }]),
    ),
    merge("the higher epoch", head(1, 9, "one"), head(2, 20, "two")),
    merge("two epochs n: the lower entry", head(1, 9, "one"), head(1, 8, "two")),
    merge("two epochs n at one entry: the lower hash", head(1, 9, "one"), head(1, 9, "two")),
    merge("the later setting", setting(10, "light"), setting(11, "dark")),
    merge("two settings of one moment: the greater", setting(10, "light"), setting(10, "dark")),
  ];
}

function pin(someone: Person, generation: number): object {
  return { login: someone.login, gen: generation, fp: fingerprint(someone, generation) };
}

function fingerprint(someone: Person, generation: number): string {
  return someone.generations[generation]?.fingerprint ?? "";
}

function hashText(seed: string): string {
  return toBase64url(repeatable(seed)(32));
}

async function sealed(
  random: Random,
  vaultKey: Bytes,
  someone: Person,
  rev: number,
  plaintext: Bytes,
): Promise<string> {
  const key = await hkdfAesKey(await importHkdfKey(vaultKey), label("state-key"));
  const nonce = random(12);
  return hex(concat(nonce, await encrypt(key, nonce, stateAad(someone.userId, rev), plaintext)));
}
