import type { UnlockedAccount } from "./account.ts";
import type { Bytes } from "./bytes.ts";
import {
  type Epoch,
  type EpochFields,
  encodeEpoch,
  type Member,
  memberOf,
  parseEpoch,
  type SeenPointer,
  type SignedEpoch,
} from "./epoch.ts";
import { commitmentOf, SECRET_BYTES, wrapSecret } from "./epochSecret.ts";
import { refuse } from "./errors.ts";
import type { Identity } from "./identity.ts";
import {
  directChatId,
  hashOf,
  type LogNumber,
  NO_HASH,
  parseEpochNumber,
  type UserId,
} from "./ids.ts";
import { importHkdfKey, sign } from "./primitives.ts";
import type { Random } from "./random.ts";

/** An epoch that this client made and has not sent yet. */
export interface NewEpoch extends SignedEpoch {
  readonly epoch: Epoch;
  /** The secret for each member, 113 bytes each. */
  readonly wraps: ReadonlyMap<UserId, Bytes>;
}

/** What every maker brings. */
export interface EpochMaker {
  readonly random: Random;
  readonly account: UnlockedAccount;
  /** Now, milliseconds since 1970. */
  readonly at: number;
}

/** Epoch 0 of a 1:1 with `companion`: both are admins. */
export function firstDirectEpoch(maker: EpochMaker, companion: Identity): Promise<NewEpoch> {
  const self = maker.account.identity;
  return makeEpoch(maker, [self, companion], {
    chatId: directChatId(self.userId, companion.userId),
    number: parseEpochNumber(0),
    previous: NO_HASH,
    ttlSeconds: 0,
    seen: { number: 0 as LogNumber, hash: NO_HASH },
    members: [self, companion].map((person) => lineOf(person, "admin")),
  });
}

/**
 * The epoch after `before` with the same members and roles.
 *
 * @param people the members' newest accepted identities, the maker's own among them
 * @param seen the newest log entry that this client has verified
 */
export function renewedEpoch(
  maker: EpochMaker,
  before: Epoch,
  people: readonly Identity[],
  seen: SeenPointer,
): Promise<NewEpoch> {
  return makeEpoch(maker, people, {
    chatId: before.chatId,
    number: parseEpochNumber(before.number + 1),
    previous: before.hash,
    ttlSeconds: before.ttlSeconds,
    seen,
    members: people.map((person) => {
      const old = memberOf(before, person.userId);
      return lineOf(person, old?.role ?? refuse("epoch_refused", "not a member before"));
    }),
  });
}

/** Whether a roster names everybody's newest identity; a client renews before it sends if not. */
export function isCurrent(epoch: Epoch, newest: readonly Identity[]): boolean {
  return newest.every(
    ({ userId, fingerprint }) => memberOf(epoch, userId)?.fingerprint === fingerprint,
  );
}

/** Makes the secret, the record with its commitment, the signature and a wrap for each member. */
async function makeEpoch(
  { random, account, at }: EpochMaker,
  people: readonly Identity[],
  fields: Omit<EpochFields, "at" | "maker" | "commitment">,
): Promise<NewEpoch> {
  const secret = random(SECRET_BYTES);
  const key = await importHkdfKey(secret);
  const record = encodeEpoch({
    ...fields,
    at,
    maker: account.userId,
    commitment: hashOf(await commitmentOf(key, fields.chatId, fields.number)),
    members: fields.members.toSorted((one, other) => (one.userId < other.userId ? -1 : 1)),
  });
  const epoch = await parseEpoch(record);
  const wraps = new Map<UserId, Bytes>();
  for (const person of people) {
    wraps.set(person.userId, await wrapSecret(secret, epoch.hash, person));
  }
  secret.fill(0);
  return { epoch, record, signature: await sign(account.signingKey, record), wraps };
}

function lineOf({ userId, fingerprint }: Identity, role: Member["role"]): Member {
  return { userId, fingerprint, role };
}
