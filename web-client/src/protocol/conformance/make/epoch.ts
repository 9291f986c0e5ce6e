import { concat } from "../../bytes.ts";
import { type EpochFields, encodeEpoch } from "../../epoch.ts";
import {
  type ChatId,
  type Hash,
  hashOf,
  newGroupId,
  parseEpochNumber,
  type UserId,
} from "../../ids.ts";
import { type Case, hex, type VectorFile } from "../vectorFile.ts";
import { type Cast, cast } from "./cast.ts";
import {
  after,
  directFields,
  epochJson,
  line,
  makeEpoch,
  pointer,
  roster,
  type TestEpoch,
} from "./chats.ts";
import { groups } from "./groups.ts";
import { fingerprintHex } from "./identity.ts";
import { chainJson, newestOf, repeatable } from "./people.ts";
import { flipped } from "./vault.ts";

const REFUSED = { error: "epoch_refused" };
const MALFORMED = { error: "malformed" };
const FORK = { error: "epoch_fork" };

export async function epoch(): Promise<VectorFile> {
  const people = await cast();
  return {
    description: "epoch records and chains of them, without wraps; kinds 0 and 1, roles 0 and 1",
    cases: [...(await records(people)), ...(await directs(people)), ...(await groups(people))],
  };
}

async function records({ ann, bob }: Cast): Promise<Case[]> {
  const random = repeatable("records");
  const fields = { ...directFields(ann, bob), commitment: hashOf(random(32)) };
  const [one, two] = fields.members;
  if (one === undefined || two === undefined) {
    throw new Error("a 1:1 has two members");
  }
  const record = encodeEpoch(fields);
  const parse = (name: string, bytes: Uint8Array, more: object = {}): Case => ({
    name: `record: ${name}`,
    op: "parse",
    record: hex(bytes),
    ...more,
  });
  const of = (changes: Partial<EpochFields>): Uint8Array => encodeEpoch({ ...fields, ...changes });
  const suiteAt = 2 + "ren/v1/epoch".length;
  const kindAt = suiteAt + 1 + 2 + fields.chatId.length;
  const edited = (at: number, value: number): Uint8Array => {
    const copy = record.slice();
    copy[at < 0 ? copy.length + at : at] = value;
    return copy;
  };
  const [lower = "", higher = ""] = fields.chatId.split(".");
  const group = newGroupId(random);
  return [
    parse("a 1:1", record),
    parse("a group with roles", of({ chatId: group, members: [one, { ...two, role: "member" }] })),
    parse("the greatest numbers", of({ at: Number.MAX_SAFE_INTEGER, ttlSeconds: 0xffff_ffff })),
    parse("another suite", edited(suiteAt, 2), MALFORMED),
    parse("an unknown kind", edited(kindAt, 2), MALFORMED),
    parse("a kind that is not the chat's", edited(kindAt, 1), REFUSED),
    parse("an unknown role", edited(-1, 2), MALFORMED),
    parse("cut short", record.slice(0, -1), MALFORMED),
    parse("a byte left over", concat(record, Uint8Array.of(0)), MALFORMED),
    parse("members not sorted", of({ members: [two, one] }), MALFORMED),
    parse("a member twice", of({ members: [one, one] }), MALFORMED),
    parse(
      "a chat id in the wrong order",
      of({ chatId: `${higher}.${lower}` as ChatId }),
      MALFORMED,
    ),
    parse("a 1:1 with oneself", of({ chatId: `${lower}.${lower}` as ChatId }), MALFORMED),
    parse("a maker who is no user id", of({ maker: "nobody" as UserId }), MALFORMED),
  ];
}

async function directs({ ann, bob, carol, eve }: Cast): Promise<Case[]> {
  const random = repeatable("directs");
  const [bob0] = bob.generations;
  const annKey = newestOf(ann);
  const old = roster(line(ann, "admin"), line(bob, "admin", bob0));
  const first = await makeEpoch(random, annKey, directFields(ann, bob, { members: old }));
  const seen = pointer(0, first.epoch);
  const identities = [ann, bob, carol].map((someone) => chainJson(someone));
  const chain = (name: string, epochs: readonly object[], more: object = {}): Case => ({
    name: `1:1: ${name}`,
    op: "chain",
    chat: first.epoch.chatId,
    identities,
    epochs,
    ...more,
  });
  const zero = epochJson(0, first);
  const next = (changes: Partial<EpochFields> = {}): Promise<TestEpoch> =>
    makeEpoch(random, annKey, after(first, seen, changes));
  const renewed = await next();
  const byBob = await makeEpoch(
    random,
    newestOf(bob),
    after(first, seen, {
      maker: bob.userId,
      members: roster(line(ann, "admin"), line(bob, "admin")),
    }),
  );
  const alone = async (
    name: string,
    changes: Partial<EpochFields>,
    more: object,
    signer = annKey,
  ): Promise<Case> => {
    const made = await makeEpoch(
      random,
      signer,
      directFields(ann, bob, { members: old, ...changes }),
    );
    return chain(name, [epochJson(0, made)], more);
  };
  const second = async (
    name: string,
    changes: Partial<EpochFields>,
    more: object,
    entry = 7,
  ): Promise<Case> => chain(name, [zero, epochJson(entry, await next(changes))], more);
  const back = await makeEpoch(
    random,
    annKey,
    after(byBob, pointer(7, byBob.epoch), { maker: ann.userId, members: old }),
  );
  const head = (number: number, entry: number, hash: Hash): object => ({
    number,
    entry,
    hash: fingerprintHex(hash as string as Parameters<typeof fingerprintHex>[0]),
  });
  const otherHash = hashOf(random(32));
  const unsigned = { ...epochJson(0, first), signature: flipped(hex(first.signature), 40) };
  const { epoch: zeroEpoch } = first;
  return [
    chain("epoch 0", [zero]),
    chain("renewed by the same", [zero, epochJson(7, renewed)]),
    chain("renewed by the other with his successor's key", [zero, epochJson(7, byBob)]),
    chain("the same epoch again", [zero, epochJson(7, renewed), zero, epochJson(7, renewed)]),
    chain("with its head", [zero, epochJson(7, renewed)], { head: head(1, 7, renewed.epoch.hash) }),
    chain("beyond its head", [zero, epochJson(7, renewed)], { head: head(0, 0, zeroEpoch.hash) }),
    chain("ends before its head", [zero], {
      head: head(1, 7, renewed.epoch.hash),
      error: "epoch_rollback",
    }),
    chain("another epoch than its head", [zero, epochJson(7, renewed)], {
      head: head(1, 7, otherHash),
      ...FORK,
    }),
    chain("its head at another entry", [zero, epochJson(7, renewed)], {
      head: head(1, 8, renewed.epoch.hash),
      ...FORK,
    }),
    chain("an epoch left out", [epochJson(7, renewed)], { error: "gap" }),
    chain("two epochs 1", [zero, epochJson(7, renewed), epochJson(9, byBob)], FORK),
    chain(
      "the same epoch at another entry",
      [zero, epochJson(7, renewed), epochJson(9, renewed)],
      FORK,
    ),
    chain("epoch 0 at another entry", [epochJson(1, first)], FORK),
    chain("a bit of the signature", [unsigned], { error: "bad_signature" }),
    chain("of another chat", [zero], {
      chat: `${bob.userId}.${carol.userId}`.split(".").sort().join("."),
      ...REFUSED,
    }),
    chain("an unknown identity", [zero], {
      identities: [chainJson(ann), chainJson(carol)],
      error: "identity_changed",
    }),
    await alone("signed by another", {}, { error: "bad_signature" }, newestOf(eve)),
    await alone("signed by the other member", {}, { error: "bad_signature" }, bob0),
    await alone("a maker outside", { maker: carol.userId }, REFUSED),
    await alone(
      "one member is no admin",
      {
        members: old.map((member) => ({
          ...member,
          role: member.userId === ann.userId ? "member" : "admin",
        })),
      },
      REFUSED,
    ),
    await alone("one member", { members: [line(ann, "admin")] }, REFUSED),
    await alone("a third member", { members: roster(...old, line(carol, "admin")) }, REFUSED),
    await alone(
      "somebody else's seat",
      { members: roster(line(ann, "admin"), line(carol, "admin")) },
      REFUSED,
    ),
    await alone(
      "a key that is not accepted",
      {
        members: roster(line(ann, "admin"), {
          ...line(bob, "admin"),
          fingerprint: newestOf(eve).fingerprint,
        }),
      },
      { error: "identity_changed" },
    ),
    await alone("epoch 0 that has seen", { seen: { ...seen, hash: otherHash } }, REFUSED),
    await alone("epoch 0 with a predecessor", { previous: otherHash }, REFUSED),
    await second("another predecessor", { previous: otherHash }, FORK),
    await second("at the predecessor's entry", {}, FORK, 0),
    await second(
      "has seen its own entry",
      { seen: pointer(7, first.epoch) },
      { error: "seen_mismatch" },
    ),
    await second(
      "has seen the future",
      { seen: pointer(8, first.epoch) },
      { error: "seen_mismatch" },
    ),
    chain(
      "a third member later",
      [zero, epochJson(7, await next({ members: roster(...old, line(carol, "member")) }))],
      REFUSED,
    ),
    chain("back to an older key", [zero, epochJson(7, byBob), epochJson(9, back)], {
      error: "identity_changed",
    }),
    chain("number 2 after 0", [zero, epochJson(7, await next({ number: parseEpochNumber(2) }))], {
      error: "gap",
    }),
  ];
}
