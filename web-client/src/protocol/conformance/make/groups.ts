import type { EpochFields } from "../../epoch.ts";
import { newGroupId } from "../../ids.ts";
import type { Case } from "../vectorFile.ts";
import type { Cast } from "./cast.ts";
import { after, directFields, epochJson, line, makeEpoch, pointer, roster } from "./chats.ts";
import { chainJson, newestOf, type Person, repeatable } from "./people.ts";

const REFUSED = { error: "epoch_refused" };
const _MALFORMED = { error: "malformed" };
const _FORK = { error: "epoch_fork" };

/** Chains of a group: who may change what. */
export async function groups({ ann, bob, carol, eve }: Cast): Promise<Case[]> {
  const random = repeatable("groups");
  const chatId = newGroupId(random);
  const [bob0] = bob.generations;
  const members = roster(line(ann, "admin"), line(bob, "member", bob0), line(carol, "member"));
  const annKey = newestOf(ann);
  const first = await makeEpoch(random, annKey, directFields(ann, bob, { chatId, members }));
  const zero = epochJson(0, first);
  const chain = (name: string, epochs: readonly object[], more: object = {}): Case => ({
    name: `group: ${name}`,
    op: "chain",
    chat: chatId,
    identities: [ann, bob, carol, eve].map((someone) => chainJson(someone)),
    epochs,
    ...more,
  });
  const by = async (
    name: string,
    maker: Person,
    changed: EpochFields["members"],
    more: object = {},
  ): Promise<Case> => {
    const fields = after(first, pointer(0, first.epoch), { maker: maker.userId, members: changed });
    return chain(
      name,
      [zero, epochJson(3, await makeEpoch(random, newestOf(maker), fields))],
      more,
    );
  };
  const withEve = roster(...members, line(eve, "member"));
  const withoutCarol = roster(line(ann, "admin"), line(bob, "member", bob0));
  const promoted = roster(line(ann, "admin"), line(bob, "member", bob0), line(carol, "admin"));
  return [
    chain("epoch 0", [zero]),
    await by("an admin adds", ann, withEve),
    await by("an admin removes", ann, withoutCarol),
    await by("an admin promotes", ann, promoted),
    await by("a member renews", carol, members),
    await by(
      "a member replaces a key by its successor",
      bob,
      roster(line(ann, "admin"), line(bob, "member"), line(carol, "member")),
    ),
    await by("a member adds", carol, withEve, REFUSED),
    await by("a member removes", carol, roster(line(ann, "admin"), line(carol, "member")), REFUSED),
    await by("a member promotes himself", carol, promoted, REFUSED),
    await by(
      "a member demotes the admin",
      carol,
      roster(line(ann, "member"), line(bob, "member", bob0), line(carol, "member")),
      REFUSED,
    ),
    await by("a stranger lets himself in", eve, withEve, REFUSED),
    await by(
      "an admin who leaves the roster he makes",
      ann,
      roster(line(bob, "admin", bob0), line(carol, "member")),
      REFUSED,
    ),
    await by("one member left", ann, [line(ann, "admin")], REFUSED),
  ];
}
