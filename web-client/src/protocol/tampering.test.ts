import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Bytes } from "./bytes.ts";
import { appendEpoch, type EpochChain, type EpochOffer, emptyChain } from "./epochChain.ts";
import { openWrap } from "./epochSecret.ts";
import { parseLogNumber } from "./ids.ts";
import type { LogEntry } from "./logEntry.ts";
import { verifyPage } from "./logVerifier.ts";
import type { SealedMessage } from "./message.ts";
import { renewedEpoch } from "./newEpoch.ts";
import { secureRandom } from "./random.ts";
import { type Conversation, conversation, NOON, readStart, say } from "./testing.ts";
import { openSlot, openVault } from "./vault.ts";

function flipped(bytes: Bytes, bit: number): Bytes {
  const copy = bytes.slice();
  const at = Math.floor(bit / 8) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit % 8));
  return copy;
}

const bit = fc.nat({ max: 1_000_000 });

let talk: Conversation;
beforeAll(async () => {
  talk = await conversation();
});

describe("any bit that is changed is refused", () => {
  test("of a message: in every field, and nothing of its content is shown", async () => {
    const { ann, bob, annSees, bobSees } = talk;
    const [entry] = await say(ann, await readStart(talk, ann, annSees), ["what was said"]);
    if (entry?.kind !== "message") {
      throw new Error("no message was sealed");
    }
    const edits: Record<string, (message: SealedMessage, at: number) => Partial<SealedMessage>> = {
      nonce: ({ nonce }, at) => ({ nonce: flipped(nonce, at) }),
      ciphertext: ({ ciphertext }, at) => ({ ciphertext: flipped(ciphertext, at) }),
      signature: ({ signature }, at) => ({ signature: flipped(signature, at) }),
      at: (_, at) => ({ at: NOON + 1 + at }),
      sender: () => ({ senderId: bob.userId }),
      seen: ({ seen }, at) => ({ seen: { ...seen, number: parseLogNumber(1 + at) } }),
    };
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(edits)), bit, async (field, at) => {
        const state = await readStart(talk, bob, bobSees);
        const message = { ...entry.message, ...edits[field]?.(entry.message, at) };
        const page: LogEntry[] = [{ ...entry, message }];
        const { entries } = await verifyPage(state, bobSees, page);
        expect(entries).toEqual([{ kind: "refused", id: 1, reason: "bad_signature" }]);
      }),
    );
  });

  test("of a wrap", async () => {
    const { bob, epoch } = talk;
    const wrap = epoch.wraps.get(bob.userId) ?? new Uint8Array(0);
    await fc.assert(
      fc.asyncProperty(bit, async (at) => {
        const opened = openWrap(bob.account, epoch.epoch, flipped(wrap, at));
        await expect(opened).rejects.toMatchObject({ code: "undecryptable" });
      }),
    );
  });

  test("of a slot and of a vault", async () => {
    const { ann } = talk;
    const { passwordSlot, vault } = ann.sealed;
    const { wrapKey } = ann.password.keys;
    const vaultKey = await openSlot("password", wrapKey, ann.userId, passwordSlot);
    const refused = { code: "vault_refused" };
    await fc.assert(
      fc.asyncProperty(bit, async (at) => {
        const slot = { ...passwordSlot, sealed: flipped(passwordSlot.sealed, at) };
        await expect(openSlot("password", wrapKey, ann.userId, slot)).rejects.toMatchObject(
          refused,
        );
        const edited = { ...vault, sealed: flipped(vault.sealed, at) };
        await expect(openVault(vaultKey, ann.userId, edited)).rejects.toMatchObject(refused);
      }),
    );
  });

  test("of any record or signature in a chain of epochs", async () => {
    const offers = await threeEpochs();
    const read = async (some: readonly EpochOffer[]): Promise<EpochChain> => {
      let chain = emptyChain(talk.epoch.epoch.chatId);
      for (const offer of some) {
        chain = await appendEpoch(chain, talk.bobSees, offer);
      }
      return chain;
    };
    expect((await read(offers)).epochs).toHaveLength(3);
    const which = fc.nat({ max: 2 });
    await fc.assert(
      fc.asyncProperty(which, fc.boolean(), bit, async (index, inRecord, at) => {
        const edited = offers.map((offer, i): EpochOffer => {
          if (i !== index) {
            return offer;
          }
          return inRecord
            ? { ...offer, record: flipped(offer.record, at) }
            : { ...offer, signature: flipped(offer.signature, at) };
        });
        await expect(read(edited)).rejects.toHaveProperty("code");
      }),
      { numRuns: 300 },
    );
  });
});

async function threeEpochs(): Promise<readonly EpochOffer[]> {
  const { ann, epoch, annSees } = talk;
  const maker = { random: secureRandom, account: ann.account, at: NOON };
  const people = [...annSees.identities.values()].flatMap((generations) => [
    ...generations.values(),
  ]);
  const offers: EpochOffer[] = [{ ...epoch, id: parseLogNumber(0) }];
  let { epoch: newest } = epoch;
  for (const number of [1, 2]) {
    const seen = { number: parseLogNumber(number - 1), hash: newest.hash };
    const made = await renewedEpoch(maker, newest, people, seen);
    offers.push({ record: made.record, signature: made.signature, id: parseLogNumber(number) });
    newest = made.epoch;
  }
  return offers;
}
