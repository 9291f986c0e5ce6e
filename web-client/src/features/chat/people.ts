import { type Api, type Schema, unwrap } from "../../api/http.ts";
import {
  accept,
  type Fingerprint,
  firstPin,
  follow,
  type IdentityBook,
  type IdentityChain,
  identityBook,
  identityFromJson,
  isBlocked,
  isVerified,
  keep as keepPin,
  type Login,
  type Pin,
  ProtocolError,
  parseLogin,
  parseUserId,
  type SignedIdentity,
  type UnlockedAccount,
  type UserId,
  type VerifiedIdentity,
  verifyIdentityChain,
  withBlocked,
  withPin,
  withVerified,
} from "../../protocol/index.ts";
import type { Database } from "../../vault/database.ts";
import type { StateSync } from "../account/stateSync.ts";
import type { Person, Trust } from "./model.ts";

/**
 * Whose keys count: identities that were verified, and the pins that hold them. Anybody can begin a
 * chat with this account, so the sealed state, which has an end, holds only those whom the person
 * has met; a stranger's pin lives in memory, and follows from the identities on this disk.
 */
export interface People {
  book(): IdentityBook;
  trust(userId: UserId): Trust;
  /** The person opened a chat with this user, or wrote to him: from now on the state holds his pin. */
  meet(userId: UserId): Promise<void>;
  /** Whether the state holds a user's pin, and so what is known of the chat with him. */
  hasMet(userId: UserId): boolean;
  /**
   * The newest accepted identity of a user. Asks the server and pins at first contact.
   * `identity_changed` if the keys there do not continue the pinned ones.
   */
  newest(userId: UserId, login: Login): Promise<VerifiedIdentity>;
  /** As {@link People.newest}, but what is known already is not asked for again. */
  known(userId: UserId, login: Login): Promise<VerifiedIdentity>;
  /** Takes up what an earlier visit accepted and the pin still holds, without asking the server. */
  recall(userId: UserId, login: Login): Promise<void>;
  /** The person's decision for the keys that the server shows now. */
  acceptShown(userId: UserId, login: Login): Promise<VerifiedIdentity>;
  /**
   * The person's word about the pinned keys. Compared and found right, they hold on against others
   * that the server showed.
   */
  setVerified(userId: UserId, verified: boolean): Promise<void>;
}

interface PeoplePorts {
  readonly api: Api;
  readonly database: Database;
}

/** Chains of one user that are relied on, oldest decision first. */
type Accepted = readonly {
  readonly chain: IdentityChain;
  readonly signed: readonly SignedIdentity[];
}[];

export function createPeople(
  { api, database }: PeoplePorts,
  account: UnlockedAccount,
  state: StateSync,
): People {
  const accepted = new Map<UserId, Accepted>();
  const strangers = new Map<UserId, Pin>();
  const met = new Set<UserId>();

  function hasMet(userId: UserId): boolean {
    return met.has(userId) || state.current().pins.has(userId);
  }

  function pinOf(userId: UserId): Pin | undefined {
    return state.current().pins.get(userId) ?? strangers.get(userId);
  }

  async function setPin(userId: UserId, pin: Pin): Promise<void> {
    if (!hasMet(userId)) {
      strangers.set(userId, pin);
      return;
    }
    await state.change((one) => withPin(one, userId, pin));
    strangers.delete(userId);
  }

  async function meet(userId: UserId): Promise<void> {
    met.add(userId);
    const pin = strangers.get(userId);
    if (pin === undefined) return;
    // Who came before this change may have blocked him meanwhile: that stands.
    await state.change((one) => (one.pins.has(userId) ? one : withPin(one, userId, pin)));
    strangers.delete(userId);
  }

  function book(): IdentityBook {
    const chains = [...accepted.values()].flatMap((list) => list.map(({ chain }) => chain));
    return identityBook(account, chains);
  }

  async function shown(userId: UserId, login: Login) {
    const answer = await unwrap(
      api.calls.GET("/user/{user_id}/identity", {
        params: { path: { user_id: userId }, query: { from: 0 } },
      }),
    );
    const signed = answer.identities.map(identityFromJson);
    return { chain: await verifyIdentityChain(userId, login, signed), signed };
  }

  /** What an earlier session accepted: needed once the server shows other keys. */
  async function kept(userId: UserId, login: Login): Promise<Accepted> {
    const stored = await database.get("identities", userId);
    const chains = stored?.chains ?? [];
    return Promise.all(
      chains.map(async (signed) => ({
        chain: await verifyIdentityChain(userId, login, signed),
        signed,
      })),
    );
  }

  async function keep(userId: UserId, list: Accepted): Promise<void> {
    accepted.set(userId, list);
    await database.put("identities", { userId, chains: list.map(({ signed }) => signed) });
  }

  async function newest(userId: UserId, login: Login): Promise<VerifiedIdentity> {
    const now = await shown(userId, login);
    const last = lastOf(now.chain);
    const before = accepted.get(userId) ?? (await kept(userId, login));
    const pin = pinOf(userId) ?? pinFrom(before);
    if (pin === undefined) {
      await keep(userId, [now]);
      await setPin(userId, firstPin(last));
      return last;
    }
    const followed = following(pin, now.chain);
    if (followed === undefined) {
      accepted.set(userId, before);
      await block(userId, pin, last.fingerprint);
      throw changed();
    }
    await keep(userId, [...before.slice(0, -1), now]);
    if (followed !== pinOf(userId)) await setPin(userId, followed);
    if (isBlocked(followed)) throw changed();
    return last;
  }

  async function block(userId: UserId, pin: Pin, fingerprint: Fingerprint): Promise<void> {
    if (pin.blocked !== fingerprint) await setPin(userId, withBlocked(pin, fingerprint));
  }

  return {
    book,
    newest,
    meet,
    hasMet,
    trust(userId) {
      const pin = pinOf(userId);
      if (pin === undefined) return { kind: "pinned" };
      if (isBlocked(pin)) return { kind: "changed" };
      return { kind: isVerified(pin) ? "verified" : "pinned" };
    },
    async known(userId, login) {
      const pin = pinOf(userId);
      if (pin !== undefined && isBlocked(pin)) {
        throw changed();
      }
      const last = accepted.get(userId)?.at(-1);
      return last === undefined ? newest(userId, login) : lastOf(last.chain);
    },
    async recall(userId, login) {
      if (accepted.has(userId)) return;
      const list = await kept(userId, login);
      const last = list.at(-1);
      const pin = pinOf(userId) ?? pinFrom(list);
      if (last === undefined || pin === undefined) return;
      if (following(pin, last.chain) === undefined) return;
      accepted.set(userId, list);
      if (pin !== pinOf(userId)) await setPin(userId, pin);
    },
    async acceptShown(userId, login) {
      const now = await shown(userId, login);
      const pin = pinOf(userId);
      const last = lastOf(now.chain);
      // The decision was about the keys that blocked; others need one of their own.
      if (pin !== undefined && last.fingerprint !== pin.fingerprint) {
        if (last.fingerprint !== pin.blocked) {
          await block(userId, pin, last.fingerprint);
          throw changed();
        }
      }
      const before = accepted.get(userId) ?? (await kept(userId, login));
      await keep(userId, [...before, now]);
      met.add(userId);
      await setPin(userId, pin === undefined ? firstPin(last) : accept(pin, last));
      return last;
    },
    async setVerified(userId, verified) {
      const pin = pinOf(userId);
      if (pin === undefined) return;
      const { verified: _, ...unverified } = pin;
      // The number compared is that of the pinned keys: others that the server showed are wrong then.
      const known = isBlocked(pin) ? keepPin(pin) : pin;
      met.add(userId);
      await setPin(userId, verified ? withVerified(known) : unverified);
    },
  };
}

/** The pin that an earlier visit's identities stand for. */
function pinFrom(list: Accepted): Pin | undefined {
  const last = list.at(-1);
  return last === undefined ? undefined : firstPin(lastOf(last.chain));
}

/** The pin that follows a chain, or nothing if the chain does not continue it. */
function following(pin: Pin, chain: IdentityChain): Pin | undefined {
  try {
    return follow(pin, chain);
  } catch (error) {
    if (error instanceof ProtocolError && error.code === "identity_changed") return undefined;
    throw error;
  }
}

function changed(): ProtocolError {
  return new ProtocolError("identity_changed", "awaits a decision");
}

/** A person of the wire, with ids that are what they say. */
export function personOf(json: Schema["Person"]): Person {
  return {
    userId: parseUserId(json.user_id),
    login: parseLogin(json.login),
    userName: json.userName,
    ...(json.avatar === undefined ? {} : { avatar: json.avatar }),
  };
}

function lastOf(chain: IdentityChain): VerifiedIdentity {
  return chain[chain.length - 1] ?? chain[0];
}
