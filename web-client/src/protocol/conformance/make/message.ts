import { encodeBody } from "../../body.ts";
import { type Bytes, concat, utf8 } from "../../bytes.ts";
import { newGroupId } from "../../ids.ts";
import { pad } from "../../padding.ts";
import { type Case, hex, type VectorFile } from "../vectorFile.ts";
import { cast } from "./cast.ts";
import {
  after,
  directFields,
  makeEpoch,
  makeMessage,
  messageJson,
  pointer,
  wrapFor,
} from "./chats.ts";
import { fingerprintHex } from "./identity.ts";
import { newestOf, readerJson, repeatable } from "./people.ts";
import { flipped } from "./vault.ts";

const UNDECRYPTABLE = { error: "undecryptable" };

export async function wrap(): Promise<VectorFile> {
  const random = repeatable("wraps");
  const { ann, bob, carol } = await cast();
  const annKey = newestOf(ann);
  const made = await makeEpoch(random, annKey, directFields(ann, bob));
  const other = await makeEpoch(random, annKey, directFields(ann, bob));
  const own = await wrapFor(random, made, bob);
  const of = (name: string, more: object = {}): Case => ({
    name,
    reader: readerJson(bob),
    record: hex(made.epoch.record),
    wrap: hex(own),
    ...more,
  });
  const [bob0] = bob.generations;
  const members = directFields(ann, bob).members.map((member) =>
    member.userId === bob.userId ? { ...member, fingerprint: bob0.fingerprint } : member,
  );
  const earlier = await makeEpoch(random, annKey, directFields(ann, bob, { members }));
  const lied = { epoch: made.epoch, secret: other.secret };
  return {
    description:
      "a member's wrap of an epoch's secret, opened with his keys and held against commit32",
    cases: [
      of("the member's", { secret: hex(made.secret) }),
      of("to an earlier key of the member's", {
        record: hex(earlier.epoch.record),
        wrap: hex(await wrapFor(random, earlier, bob, bob0)),
        secret: hex(earlier.secret),
      }),
      of("another secret than committed to", {
        wrap: hex(await wrapFor(random, lied, bob)),
        error: "commitment_mismatch",
      }),
      of("of another epoch", { wrap: hex(await wrapFor(random, other, bob)), ...UNDECRYPTABLE }),
      of("of another member", { wrap: hex(await wrapFor(random, made, ann)), ...UNDECRYPTABLE }),
      of("to a key that the roster does not name", {
        wrap: hex(await wrapFor(random, made, bob, bob0)),
        ...UNDECRYPTABLE,
      }),
      of("for one who is no member", { reader: readerJson(carol), ...UNDECRYPTABLE }),
      of("a bit of the encapsulated key", { wrap: flipped(hex(own), 30), ...UNDECRYPTABLE }),
      of("a bit of the ciphertext", { wrap: flipped(hex(own), 70), ...UNDECRYPTABLE }),
      of("a bit of the tag", { wrap: flipped(hex(own), 112), ...UNDECRYPTABLE }),
      of("cut short", { wrap: hex(own.slice(0, -1)), error: "malformed" }),
      of("a byte left over", { wrap: `${hex(own)}00`, error: "malformed" }),
    ],
  };
}

export async function message(): Promise<VectorFile> {
  const random = repeatable("messages");
  const { ann, bob } = await cast();
  const annKey = newestOf(ann);
  const made = await makeEpoch(random, annKey, directFields(ann, bob));
  const seen = pointer(0, made.epoch);
  const next = await makeEpoch(random, annKey, after(made, seen));
  const group = await makeEpoch(
    random,
    annKey,
    directFields(ann, bob, { chatId: newGroupId(random) }),
  );
  const base = {
    epoch_record: hex(made.epoch.record),
    secret: hex(made.secret),
    sender_key: hex(annKey.signing.point),
  };
  const of = async (
    name: string,
    content: string | { readonly plaintext: Bytes },
    more: object = {},
  ): Promise<Case> => ({
    name,
    ...base,
    ...messageJson(await makeMessage(random, ann, made, seen, content)),
    ...more,
  });
  const malformed = (name: string, plaintext: Bytes): Promise<Case> =>
    of(name, { plaintext }, { error: "malformed" });
  const good = await of("a text", "Привет, ёж 🦔");
  const text = (field: string): string => String(good[field]);
  const signed = (name: string, more: object): Case => ({
    ...good,
    name,
    ...more,
    error: "bad_signature",
  });
  const frame = pad(encodeBody({ t: "text", text: "a" })).findLastIndex((byte) => byte !== 0);
  const fits = 256 - frame;
  const body = encodeBody({ t: "text", text: "hello" });
  const dirty = pad(body);
  dirty[255] = 1;
  const foreignSecret = await makeMessage(
    random,
    ann,
    { epoch: made.epoch, secret: next.secret },
    seen,
    "hello",
  );
  return {
    description:
      "messages of one epoch: header, key, msgHash and body; signature first, then ciphertext, then padding and body",
    cases: [
      good,
      await of("the longest that fits 256 bytes", "a".repeat(fits)),
      await of("one byte more", "a".repeat(fits + 1)),
      await of("one code point", "я"),
      await of("4,000 characters", "ж".repeat(4000)),
      await of("of a later version", {
        plaintext: pad(concat(Uint8Array.of(1), utf8('{"t":"wave"}'))),
      }),
      signed("a bit of the signature", { signature: flipped(text("signature"), 9) }),
      signed("a bit of the ciphertext", { ciphertext: flipped(text("ciphertext"), 9) }),
      signed("a bit of the tag", { ciphertext: flipped(text("ciphertext"), 271) }),
      signed("a bit of the nonce", { nonce: flipped(text("nonce"), 0) }),
      signed("a bit of the client id", { client_id: flipped(text("client_id"), 0) }),
      signed("a bit of seen_hash", { seen_hash: flipped(text("seen_hash"), 0) }),
      signed("another seen", { seen: 1 }),
      signed("another time", { at: 1 }),
      signed("another sender", { sender: bob.userId }),
      signed("another sender's key", { sender_key: hex(newestOf(bob).signing.point) }),
      signed("the next epoch", { epoch_record: hex(next.epoch.record), secret: hex(next.secret) }),
      signed("another chat", { epoch_record: hex(group.epoch.record), secret: hex(group.secret) }),
      signed("ciphertext cut short", { ciphertext: text("ciphertext").slice(0, -2) }),
      signed("no ciphertext", { ciphertext: "" }),
      signed("a signature of 63 bytes", { signature: text("signature").slice(2) }),
      {
        name: "signed rightly, sealed under another secret",
        ...base,
        ...messageJson(foreignSecret),
        ...UNDECRYPTABLE,
      },
      await malformed("padded with something else than zeros", dirty),
      await malformed("not padded", pad(body).slice(0, 64)),
      await malformed("padded beyond Padmé's length", concat(pad(body), new Uint8Array(8))),
      await malformed("an empty body", pad(new Uint8Array(0))),
      await malformed("a body of another version", pad(concat(Uint8Array.of(2), utf8("{}")))),
      await malformed(
        "an empty text",
        pad(concat(Uint8Array.of(1), utf8('{"t":"text","text":""}'))),
      ),
      await malformed("an empty plaintext", new Uint8Array(0)),
    ],
  };
}

export async function safetyNumber(): Promise<VectorFile> {
  const { ann, bob } = await cast();
  const of = (name: string, user: string, fingerprint: string): Case => ({
    name,
    user,
    fingerprint,
  });
  const annFp = fingerprintHex(newestOf(ann).fingerprint);
  return {
    description: "one person's six groups of a safety number",
    cases: [
      of("ann", ann.userId, annFp),
      of("bob", bob.userId, fingerprintHex(newestOf(bob).fingerprint)),
      of(
        "bob before he changed his keys",
        bob.userId,
        fingerprintHex(bob.generations[0].fingerprint),
      ),
      of("another user with ann's fingerprint", bob.userId, annFp),
      of("zeros", "a".repeat(26), "00".repeat(32)),
    ],
  };
}
