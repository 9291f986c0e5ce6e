import { expect, test } from "vitest";
import { rotateAccount } from "./credentialChange.ts";
import { appendEpoch, headOf, newestEpoch, requireHead } from "./epochChain.ts";
import { identityBook } from "./identityBook.ts";
import { parseLogNumber } from "./ids.ts";
import { shownTime } from "./logEntry.ts";
import { newestVerified } from "./logState.ts";
import { verifyPage } from "./logVerifier.ts";
import { firstDirectEpoch, isCurrent, renewedEpoch } from "./newEpoch.ts";
import {
  accept,
  firstPin,
  follow,
  isBlocked,
  isVerified,
  withBlocked,
  withVerified,
} from "./pin.ts";
import { secureRandom } from "./random.ts";
import { safetyNumber } from "./safetyNumber.ts";
import { EMPTY_STATE } from "./state.ts";
import {
  type Conversation,
  chainOf,
  conversation,
  NOON,
  passwordChoice,
  type Registered,
  readStart,
  register,
  say,
} from "./testing.ts";
import { entryFromJson, epochFromJson, epochToJson, messageToJson, wrapsToJson } from "./wire.ts";

test("what one seals the other reads, and both read the same", async () => {
  const talk = await conversation();
  const annLog = await readStart(talk, talk.ann, talk.annSees);
  const bobLog = await readStart(talk, talk.bob, talk.bobSees);
  const page = await say(talk.ann, annLog, ["Hello, Bob", "Привет! 🦔"]);
  const bobs = await verifyPage(bobLog, talk.bobSees, page);
  const anns = await verifyPage(annLog, talk.annSees, page);
  expect(bobs).toEqual(anns);
  expect(bobs.entries).toMatchObject([
    { kind: "message", id: 1, senderId: talk.ann.userId, body: { t: "text", text: "Hello, Bob" } },
    { kind: "message", id: 2, senderId: talk.ann.userId, body: { t: "text", text: "Привет! 🦔" } },
  ]);
});

test("a log that was stored and loaded goes on where it was", async () => {
  const talk = await conversation();
  const stored = structuredClone(await readStart(talk, talk.ann, talk.annSees));
  const page = await say(talk.ann, stored, ["after a reload"]);
  const { entries } = await verifyPage(stored, talk.annSees, page);
  expect(entries).toMatchObject([{ kind: "message", id: 1 }]);
  expect(newestVerified(stored)?.number).toBe(1);
  expect(stored.high).toBe(1);
});

test("entries travel as JSON, and a broken one hides no other", async () => {
  const talk = await conversation();
  const log = await readStart(talk, talk.ann, talk.annSees);
  const [entry] = await say(talk.ann, log, ["over the wire"]);
  if (entry?.kind !== "message") {
    throw new Error("no message was sealed");
  }
  const json = {
    kind: "message",
    id: 1,
    created_at: NOON,
    sender_id: talk.ann.userId,
    ...messageToJson(entry.message),
  };
  const travelled = entryFromJson(JSON.parse(JSON.stringify(json)));
  expect(travelled).toEqual(entry);
  const broken = entryFromJson({ ...json, id: 2, nonce: "AAAA" });
  const { entries } = await verifyPage(log, talk.annSees, [travelled, broken]);
  expect(entries).toMatchObject([
    { kind: "message", id: 1 },
    { kind: "refused", id: 2, reason: "malformed" },
  ]);
  expect(() => entryFromJson({ ...json, id: "1" })).toThrowError(/integer/);
});

test("an epoch travels as JSON with one's own wrap", async () => {
  const talk = await conversation();
  const { bob, epoch } = talk;
  const wrap = wrapsToJson(epoch.wraps).find((one) => one.user_id === bob.userId)?.wrap;
  const offer = epochFromJson({ id: 0, epoch: 0, created_at: NOON, wrap, ...epochToJson(epoch) });
  const chain = await appendEpoch({ chatId: epoch.epoch.chatId, epochs: [] }, talk.bobSees, offer);
  expect(newestEpoch(chain)?.secret?.extractable).toBe(false);
});

test("both see the same safety number, which changes with a key", async () => {
  const talk = await conversation();
  const anns = newestEpoch((await readStart(talk, talk.ann, talk.annSees)).chain);
  const bobs = newestEpoch((await readStart(talk, talk.bob, talk.bobSees)).chain);
  const others = await conversation();
  const theirs = newestEpoch((await readStart(others, others.ann, others.annSees)).chain);
  if (anns === undefined || bobs === undefined || theirs === undefined) {
    throw new Error("no epoch");
  }
  const number = await safetyNumber(anns);
  expect(number).toHaveLength(12);
  expect(number.every((group) => /^\d{5}$/.test(group))).toBe(true);
  expect(await safetyNumber(bobs)).toEqual(number);
  expect(await safetyNumber(theirs)).not.toEqual(number);
});

test("after new keys the roster is not current until the epoch is renewed, and then both read on", async () => {
  const talk = await conversation();
  const log = await readStart(talk, talk.bob, talk.bobSees);
  const renewedKeys = await withNewKeys(talk.ann);
  const annChain = await chainOf(talk.ann.account, renewedKeys.account);
  const bobChain = await chainOf(talk.bob.account);
  const [, newAnn] = annChain;
  const first = newestEpoch(log.chain);
  const seen = newestVerified(log);
  if (newAnn === undefined || first === undefined || seen === undefined) {
    throw new Error("nothing to renew");
  }
  expect(isCurrent(first, [newAnn, bobChain[0]])).toBe(false);

  const maker = { random: secureRandom, account: renewedKeys.account, at: NOON };
  const renewed = await renewedEpoch(maker, first, [newAnn, bobChain[0]], seen);
  const context = {
    opener: talk.bob.account,
    identities: identityBook(talk.bob.account, [annChain]),
  };
  const wrap = renewed.wraps.get(talk.bob.userId);
  const offer = { ...renewed, id: parseLogNumber(1), ...(wrap === undefined ? {} : { wrap }) };
  log.chain = await appendEpoch(log.chain, context, offer);
  const entry = { kind: "epoch", id: parseLogNumber(1), createdAt: NOON, epoch: renewed } as const;
  await verifyPage(log, context, [entry]);
  const page = await say({ ...talk.ann, account: renewedKeys.account }, log, ["with new keys"]);
  const { entries } = await verifyPage(log, context, page);
  expect(entries).toMatchObject([{ kind: "message", id: 2, body: { text: "with new keys" } }]);
  expect(isCurrent(renewed.epoch, [newAnn, bobChain[0]])).toBe(true);
});

test("a chat that is rolled back or forked does not fit the head that the state remembers", async () => {
  const [talk, fork] = await sameTwoChats();
  const { chain } = await readStart(talk, talk.ann, talk.annSees);
  const forked = await readStart(fork, fork.ann, fork.annSees);
  const known = newestEpoch(forked.chain);
  if (known === undefined) {
    throw new Error("no epoch");
  }
  const head = headOf(known);
  expect(() => requireHead(chain, head)).toThrowError(
    expect.objectContaining({ code: "epoch_fork" }),
  );
  expect(() => requireHead({ ...chain, epochs: [] }, head)).toThrowError(
    expect.objectContaining({ code: "epoch_rollback" }),
  );
});

test("a swapped key is refused, blocks, and counts only after the person accepts it", async () => {
  const [bob, mallory] = await Promise.all([register("bob"), register("mallory")]);
  const [real] = await chainOf(bob.account);
  const swapped = await chainOf(mallory.account);
  const pin = withVerified(firstPin(real));
  expect(isVerified(pin)).toBe(true);
  expect(() => follow(pin, swapped)).toThrowError(
    expect.objectContaining({ code: "identity_changed" }),
  );
  const blocked = withBlocked(pin, swapped[0].fingerprint);
  expect(isBlocked(blocked)).toBe(true);
  const accepted = accept(blocked, swapped[0]);
  expect(isBlocked(accepted)).toBe(false);
  expect(isVerified(accepted)).toBe(false);
  expect(follow(accepted, swapped)).toBe(accepted);
});

test("the sender's time is shown unless it is more than five minutes off", () => {
  const tolerance = 5 * 60 * 1000;
  expect(shownTime({ at: NOON, createdAt: NOON + tolerance })).toEqual({
    at: NOON,
    clockOff: false,
  });
  expect(shownTime({ at: NOON, createdAt: NOON + tolerance + 1 })).toEqual({
    at: NOON + tolerance + 1,
    clockOff: true,
  });
});

async function withNewKeys(someone: Registered) {
  const { wrapKey } = someone.password.keys;
  return rotateAccount(secureRandom, someone.account, {
    rev: 2,
    stateRev: 2,
    state: EMPTY_STATE,
    serverHalf: secureRandom(10),
    password: await passwordChoice("a better password", someone.login),
    access: { kind: "password", wrapKey, slot: someone.sealed.passwordSlot },
    vault: someone.sealed.vault,
  });
}

/** The same two people with two different epochs 0 of their chat. */
async function sameTwoChats(): Promise<readonly [Conversation, Conversation]> {
  const talk = await conversation();
  const [companion] = await chainOf(talk.bob.account);
  const maker = { random: secureRandom, account: talk.ann.account, at: NOON };
  return [talk, { ...talk, epoch: await firstDirectEpoch(maker, companion) }];
}
