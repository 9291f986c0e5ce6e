import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RFC_4648_LOWER, toBase32 } from "./base32.ts";
import type { Bytes } from "./bytes.ts";
import {
  directChatId,
  fingerprintOf,
  hashOf,
  parseChatId,
  parseEpochNumber,
  parseLogin,
  parseLogNumber,
  parseUserId,
} from "./ids.ts";
import { type Pin, withVerified } from "./pin.ts";
import { EMPTY_STATE, mergeStates, requireRoom, type State, withPin } from "./state.ts";
import { decodeState, encodeState } from "./stateBody.ts";

const SELF = parseUserId(`${"b".repeat(25)}a`);
const bytesOf = (length: number): fc.Arbitrary<Bytes> =>
  fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes): Bytes => Uint8Array.from(bytes));
const userId = bytesOf(16)
  .map((bytes) => parseUserId(toBase32(bytes, RFC_4648_LOWER)))
  .filter((id) => id !== SELF);
const fingerprint = bytesOf(32).map(fingerprintOf);
const hash = bytesOf(32).map(hashOf);
const number = fc.nat().map(parseLogNumber);
const epochNumber = fc.nat().map(parseEpochNumber);

describe("states", () => {
  // Few values, so that the same user, fingerprint, number and time often meet.
  const few = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T> =>
    fc.constantFrom(...fc.sample(arbitrary, { numRuns: 3, seed: 1 }));
  const fp = few(fingerprint);
  // As pins are made: a verified fingerprint is the pinned one, a blocked one is another.
  const pin: fc.Arbitrary<Pin> = fc
    .record(
      {
        login: fc.constant(parseLogin("same")),
        generation: fc.nat({ max: 2 }),
        fingerprint: fp,
        blocked: fp,
        decided: fc.integer({ min: 1, max: 2 }),
      },
      { requiredKeys: ["login", "generation", "fingerprint"] },
    )
    .chain((made) => fc.boolean().map((seen) => (seen ? withVerified(made) : made)))
    .filter(({ fingerprint: pinned, blocked }) => blocked !== pinned);
  const head = fc.record({ number: few(epochNumber), hash: few(hash), entry: few(number) });
  const setting = fc.record({ at: fc.nat({ max: 2 }), value: fc.constantFrom("a", "b") });
  const chat = few(userId).chain((id) =>
    fc.constantFrom(directChatId(SELF, id), parseChatId(`g.${id}`)),
  );
  const mapOf = <K, V>(key: fc.Arbitrary<K>, value: fc.Arbitrary<V>) =>
    fc.array(fc.tuple(key, value), { maxLength: 3 }).map((list) => new Map(list));
  const state: fc.Arbitrary<State> = fc.record({
    pins: mapOf(few(userId), pin),
    epochs: mapOf(chat, head),
    settings: mapOf(fc.constantFrom("theme", "sound"), setting),
  });
  test("does not depend on who merges", () => {
    fc.assert(
      fc.property(state, state, (one, other) => {
        expect(mergeStates(one, other)).toEqual(mergeStates(other, one));
      }),
      { numRuns: 1000 },
    );
  });

  test("does not depend on how often", () => {
    fc.assert(
      fc.property(state, state, (one, other) => {
        const merged = mergeStates(one, other);
        expect(mergeStates(merged, merged)).toEqual(merged);
        expect(mergeStates(merged, mergeStates(one, one)).pins.size).toBe(merged.pins.size);
      }),
      { numRuns: 1000 },
    );
  });

  test("loses no pin and never lets one fall behind in generation without a decision", () => {
    fc.assert(
      fc.property(state, state, (one, other) => {
        const merged = mergeStates(one, other);
        for (const [id, before] of [...one.pins, ...other.pins]) {
          const kept = merged.pins.get(id);
          expect(kept).toBeDefined();
          if ((kept?.decided ?? 0) === (before.decided ?? 0)) {
            expect(kept?.generation).toBeGreaterThanOrEqual(before.generation);
          }
          expect([undefined, kept?.fingerprint]).toContain(kept?.verified);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("writes and reads the same state", () => {
    fc.assert(
      fc.property(state, (one) => {
        expect(decodeState(encodeState(one, SELF), SELF)).toEqual(one);
      }),
    );
  });

  function people(count: number): State {
    const [fp] = fc.sample(fingerprint, 1);
    const [top] = fc.sample(head, 1);
    if (fp === undefined || top === undefined) throw new Error("no samples");
    const ids = Array.from({ length: count }, (_, i) => {
      const id = new Uint8Array(16);
      new DataView(id.buffer).setUint32(0, i);
      return parseUserId(toBase32(id, RFC_4648_LOWER));
    });
    const known = { login: parseLogin("l".repeat(32)), generation: 0, fingerprint: fp };
    return {
      ...EMPTY_STATE,
      pins: new Map(ids.map((id) => [id, known])),
      epochs: new Map(ids.map((id) => [directChatId(SELF, id), top])),
    };
  }

  test("have room for 1,700 people with the longest logins, each with a chat", () => {
    requireRoom(people(1_700), SELF);
  });

  test("refuse more people than they have room for, by a name of their own", () => {
    expect(() => requireRoom(people(1_900), SELF)).toThrow(
      expect.objectContaining({ code: "state_full" }),
    );
  });

  test("have room for the mark of a comparison where they have none for more people", () => {
    let count = 1_700;
    const full = (n: number): boolean => {
      try {
        requireRoom(people(n), SELF);
        return false;
      } catch {
        return true;
      }
    };
    while (!full(count + 1)) count += 1;
    const most = people(count);
    const [[id, known] = []] = most.pins;
    if (id === undefined || known === undefined) throw new Error("nobody");
    requireRoom(withPin(most, id, withVerified(known)), SELF);
  });
});
