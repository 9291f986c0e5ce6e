import type { SeenPointer } from "../../epoch.ts";
import type { Random } from "../../random.ts";
import { type Cast, cast } from "./cast.ts";
import {
  after,
  directFields,
  epochEntry,
  epochJson,
  makeEpoch,
  makeMessage,
  messageEntry,
  pointer,
  type TestEpoch,
  type TestMessage,
  wrapFor,
} from "./chats.ts";
import { chainJson, newestOf, type Person, readerJson, repeatable } from "./people.ts";

/** An entry of a log, as vectors write it. */
export type Entry = Record<string, unknown>;

/** An honest log of ann and bob, read by bob: epoch 0 at entry 0, epoch 1 at entry 5. */
export interface Scene extends Cast {
  readonly random: Random;
  readonly first: TestEpoch;
  readonly second: TestEpoch;
  readonly messages: ReadonlyMap<number, TestMessage>;
  readonly entries: readonly Entry[];
  /** Whose log it is, and the epochs as its reader fetched them: what cases share. */
  readonly base: Entry;
}

/** Makes it. */
export async function makeScene(): Promise<Scene> {
  const random = repeatable("log");
  const people = await cast();
  const { ann, bob } = people;
  const first = await makeEpoch(random, newestOf(ann), directFields(ann, bob));
  const messages = new Map<number, TestMessage>();
  const say = async (
    number: number,
    who: Person,
    of: TestEpoch,
    seen: SeenPointer,
  ): Promise<void> => {
    messages.set(number, await makeMessage(random, who, of, seen, `message ${number}`));
  };
  const at = (number: number): SeenPointer => pointer(number, known(messages.get(number)));
  await say(1, ann, first, pointer(0, first.epoch));
  await say(2, bob, first, at(1));
  await say(3, ann, first, at(2));
  await say(4, ann, first, at(2));
  const second = await makeEpoch(random, newestOf(ann), after(first, at(4)));
  await say(6, ann, second, pointer(5, second.epoch));
  await say(7, bob, second, at(6));
  const entries = [
    epochEntry(0, first),
    ...[1, 2, 3, 4].map((number) => messageEntry(number, known(messages.get(number)))),
    epochEntry(5, second),
    ...[6, 7].map((number) => messageEntry(number, known(messages.get(number)))),
  ];
  const base = {
    chat: first.epoch.chatId,
    reader: readerJson(bob),
    identities: [chainJson(ann), chainJson(people.eve)],
    epochs: [
      epochJson(0, first, await wrapFor(random, first, bob)),
      epochJson(5, second, await wrapFor(random, second, bob)),
    ],
  };
  return { ...people, random, first, second, messages, entries, base };
}

/** A value that is there. */
export function known<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error("the scene has no such entry");
  }
  return value;
}
