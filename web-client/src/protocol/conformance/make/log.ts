import { type Bytes, concat, utf8 } from "../../bytes.ts";
import type { SeenPointer } from "../../epoch.ts";
import { hashOf } from "../../ids.ts";
import { pad } from "../../padding.ts";
import type { Case, VectorFile } from "../vectorFile.ts";
import {
  after,
  directFields,
  epochEntry,
  makeEpoch,
  makeMessage,
  messageEntry,
  pointer,
  type TestEpoch,
} from "./chats.ts";
import { newestOf } from "./people.ts";
import { removed } from "./removed.ts";
import { type Entry, known, makeScene, type Scene } from "./scene.ts";
import { flipped } from "./vault.ts";

export async function log(): Promise<VectorFile> {
  const scene = await makeScene();
  const cases = [
    ...honest(scene),
    ...(await forged(scene)),
    ...(await pointing(scene)),
    ...(await repeated(scene)),
    ...(await epochs(scene)),
    ...(await removed(scene)),
  ];
  return {
    description:
      "logs as servers give them, honest or not, page by page: the epochs with bob's wraps are verified first",
    common: {
      ...scene.base,
      entries: Object.fromEntries(scene.entries.map((entry) => [String(entry["id"]), entry])),
    },
    cases: cases.map((one) => ({ ...one, pages: named(one["pages"], scene.entries) })),
  };
}

/** Pages with the honest log's entries by their names. */
function named(pages: unknown, entries: readonly Entry[]): unknown {
  return (pages as readonly (readonly Entry[])[]).map((page) =>
    page.map((entry) => (entries.includes(entry) ? String(entry["id"]) : entry)),
  );
}

function honest({ entries }: Scene): Case[] {
  const read = (name: string, pages: readonly (readonly Entry[])[]): Case => ({
    name: `honest: ${name}`,
    pages,
  });
  const range = (from: number, to: number): readonly Entry[] => entries.slice(from, to + 1);
  return [
    read("in one page", [entries]),
    read(
      "entry by entry",
      entries.map((entry) => [entry]),
    ),
    read("backwards", [range(6, 7), range(3, 5), range(0, 2)]),
    read("from the middle to both ends", [range(3, 4), range(5, 7), range(0, 2)]),
    read("pages that overlap", [range(0, 4), range(3, 7), range(0, 7)]),
    read("an empty page", [[], range(0, 1), []]),
    read("a number skipped within a page", [[...range(0, 2), ...range(4, 5)], range(0, 5)]),
    read("a number skipped between pages", [range(0, 2), range(4, 5), range(3, 5)]),
    read("a number twice in a page", [[...range(0, 2), ...range(2, 3)]]),
    read("a page in descending order", [[...range(0, 3)].reverse()]),
  ];
}

async function forged({ entries, random, ann, bob, eve, first, messages }: Scene): Promise<Case[]> {
  const at3 = (name: string, entry: Entry): Case => ({
    name: `forged: ${name}`,
    pages: [replaced(entries, 3, { ...entry, id: 3 })],
  });
  const seen = pointer(2, known(messages.get(2)));
  const original = known(entries[3]);
  const edit = (field: string, at: number): Entry => ({
    ...original,
    [field]: flipped(String(original[field]), at),
  });
  const byEve = messageEntry(3, await makeMessage(random, eve, first, seen, "let me in"));
  const plain = (content: string): { readonly plaintext: Bytes } => ({
    plaintext: pad(concat(Uint8Array.of(1), utf8(content))),
  });
  const odd = async (name: string, content: string): Promise<Case> =>
    at3(name, messageEntry(3, await makeMessage(random, ann, first, seen, plain(content))));
  const stranger = await makeEpoch(random, newestOf(ann), directFields(ann, eve));
  const foreign = await makeMessage(random, ann, stranger, seen, "of another chat");
  return [
    at3("a bit of the ciphertext", edit("ciphertext", 50)),
    at3("a bit of the signature", edit("signature", 50)),
    at3("a bit of the nonce", edit("nonce", 5)),
    at3("another time", { ...original, at: 1 }),
    at3("another sender", { ...original, sender: bob.userId }),
    at3("the server's time does not matter", { ...original, created_at: 1 }),
    at3("by one who is not in the roster", byEve),
    at3("by a stranger in another's name", { ...byEve, sender: ann.userId }),
    at3("of another chat", messageEntry(3, foreign)),
    await odd("a body that is no JSON", "hello"),
    await odd("a body of a later version", '{"t":"wave"}'),
  ];
}

async function pointing({ entries, random, ann, first, second, messages }: Scene): Promise<Case[]> {
  const wrong = hashOf(random(32));
  const of = async (number: number, epoch: TestEpoch, seen: SeenPointer): Promise<Entry> =>
    messageEntry(number, await makeMessage(random, ann, epoch, seen, `points at ${seen.number}`));
  const read = (name: string, pages: readonly (readonly Entry[])[]): Case => ({
    name: `seen: ${name}`,
    pages,
  });
  const whole = (name: string, at: number, entry: Entry): Case =>
    read(name, [replaced(entries, at, entry)]);
  const liar = await of(6, second, { ...pointer(4, known(messages.get(4))), hash: wrong });
  const forward = await of(4, first, pointer(3, known(messages.get(6))));
  const exchanged = [
    ...entries.slice(0, 2),
    { ...known(entries[3]), id: 2 },
    { ...known(entries[2]), id: 3 },
    ...entries.slice(4),
  ];
  const without3 = entries
    .filter((_, i) => i !== 3)
    .map((entry, i): Entry => ({ ...entry, id: i }));
  return [
    whole("another hash than the known entry's", 4, forward),
    whole("its own number", 4, await of(4, first, pointer(4, known(messages.get(4))))),
    whole("the future", 4, await of(4, first, pointer(6, known(messages.get(6))))),
    whole("an epoch's entry by its epochHash", 6, await of(6, second, pointer(5, second.epoch))),
    whole(
      "an epoch's entry by another hash",
      6,
      await of(6, second, { ...pointer(5, second.epoch), hash: wrong }),
    ),
    read("an entry that is loaded later and is another", [
      [liar, known(entries[7])],
      entries.slice(3, 6),
      entries.slice(0, 3),
    ]),
    read("an entry that is loaded with it, later", [replaced(entries, 6, liar)]),
    read("two entries exchanged", [exchanged]),
    read("an entry left out, numbers closed up", [without3]),
  ];
}

async function repeated({
  entries,
  random,
  ann,
  bob,
  first,
  second,
  messages,
}: Scene): Promise<Case[]> {
  const read = (name: string, pages: readonly (readonly Entry[])[]): Case => ({
    name: `again: ${name}`,
    pages,
  });
  const six = known(messages.get(6));
  const seven = pointer(7, known(messages.get(7)));
  const reused = await makeMessage(random, ann, second, seven, "with a used client id", {
    clientId: six.clientId,
  });
  const shared = await makeMessage(random, bob, second, seven, "with another's client id", {
    clientId: six.clientId,
  });
  const other = messageEntry(
    3,
    await makeMessage(random, ann, first, pointer(2, known(messages.get(2))), "said otherwise"),
  );
  return [
    read("a message of the same epoch", [[...entries, { ...known(entries[6]), id: 8 }]]),
    read("a copy that is loaded before its original", [
      [{ ...known(entries[6]), id: 8 }],
      entries.slice(5, 8),
    ]),
    read("a message of an old epoch", [[...entries, { ...known(entries[1]), id: 8 }]]),
    read("a used client id with other bytes", [[...entries, messageEntry(8, reused)]]),
    read("a client id that somebody else used", [[...entries, messageEntry(8, shared)]]),
    read("a known entry rewritten", [entries, [other], [known(entries[3])]]),
    read("a known entry with its signature broken", [
      entries,
      [{ ...known(entries[3]), signature: "00".repeat(64) }],
    ]),
    read("a refused entry that comes again as it should be", [
      replaced(entries, 3, { ...known(entries[3]), at: 1 }),
      entries,
    ]),
  ];
}

async function epochs({
  base,
  entries,
  random,
  ann,
  bob,
  first,
  second,
  messages,
}: Scene): Promise<Case[]> {
  const read = (name: string, pages: readonly (readonly Entry[])[], more: Entry = {}): Case => ({
    name: `epoch: ${name}`,
    ...more,
    pages,
  });
  const seen = pointer(4, known(messages.get(4)));
  const rival = await makeEpoch(random, newestOf(bob), after(first, seen, { maker: bob.userId }));
  const liar = await makeEpoch(
    random,
    newestOf(ann),
    after(first, { ...seen, hash: hashOf(random(32)) }),
  );
  const late = await makeMessage(random, ann, first, pointer(7, known(messages.get(7))), "late");
  const early = await makeMessage(random, ann, second, seen, "early");
  const in5 = await makeMessage(random, ann, first, seen, "where an epoch began");
  const given = base["epochs"] as readonly Entry[];
  const withoutWraps = given.map(({ wrap: _, ...rest }) => rest);
  const zero = known(given[0]);
  return [
    read("a message of epoch 0 after epoch 1 began", [[...entries, messageEntry(8, late)]]),
    read("a message of epoch 1 before it began", [replaced(entries, 4, messageEntry(4, early))]),
    read("a message where epoch 1 began", [replaced(entries, 5, messageEntry(5, in5))]),
    read("a rival epoch 1 in its place", [replaced(entries, 5, epochEntry(5, rival))]),
    read("a rival epoch 1 after it", [[...entries, epochEntry(8, rival)]]),
    read("epoch 1 again at another number", [[...entries, epochEntry(8, second)]]),
    read("no wraps", [entries], { epochs: withoutWraps }),
    read("epoch 1 known from the log only", [entries], { epochs: [zero] }),
    read(
      "epoch 1 known from the log only, pointing at another entry",
      [replaced(entries, 5, epochEntry(5, liar))],
      { epochs: [zero] },
    ),
    read(
      "epoch 1 whose signature is broken",
      [replaced(entries, 5, { ...known(entries[5]), signature: "00".repeat(64) })],
      { epochs: [zero] },
    ),
    read("entry 0 that is no epoch", [[{ ...known(entries[1]), id: 0 }]]),
  ];
}

function replaced(entries: readonly Entry[], at: number, entry: Entry): readonly Entry[] {
  return entries.with(at, entry);
}
