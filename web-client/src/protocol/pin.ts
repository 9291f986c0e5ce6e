import { refuse } from "./errors.ts";
import type { IdentityChain, VerifiedIdentity } from "./identity.ts";
import type { Fingerprint, Login } from "./ids.ts";

/** The identity of another user that this account relies on (PROTOCOL.md §8, §11). */
export interface Pin {
  readonly login: Login;
  readonly generation: number;
  readonly fingerprint: Fingerprint;
  /** A fingerprint that the person compared; it counts while it is the pinned one. */
  readonly verified?: Fingerprint;
  /** A fingerprint that does not continue the pinned chain and waits for the person's decision. */
  readonly blocked?: Fingerprint;
  /** How many such decisions the person has made about this user; absent for none. */
  readonly decided?: number;
}

/** The pin of a first contact. */
export function firstPin(identity: VerifiedIdentity): Pin {
  const { login, generation, fingerprint } = identity;
  return { login, generation, fingerprint };
}

/**
 * Holds a user's verified chain against the pin. Answers the pin to keep: the same, or the newest
 * generation if the chain leads there from the pinned one. `identity_changed` otherwise: the chain
 * does not contain the pinned fingerprint, or ends before it.
 */
export function follow(pin: Pin, chain: IdentityChain): Pin {
  const pinned = chain.find(({ fingerprint }) => fingerprint === pin.fingerprint);
  if (pinned === undefined) {
    return refuse("identity_changed", "the identity does not continue the pinned one");
  }
  const newest = chain[chain.length - 1] ?? pinned;
  return newest === pinned ? pin : { ...firstPin(newest), ...kept(pin, newest.fingerprint) };
}

/** Whether sending is blocked until the person decides about a changed key. */
export function isBlocked(pin: Pin): boolean {
  return pin.blocked !== undefined && pin.blocked !== pin.fingerprint;
}

/** Whether the person compared the pinned key. */
export function isVerified(pin: Pin): boolean {
  return pin.verified === pin.fingerprint;
}

/** The pin with the person's word that its fingerprint is right. */
export function withVerified(pin: Pin): Pin {
  return { ...pin, verified: pin.fingerprint };
}

/** The pin that waits for a decision about another fingerprint. */
export function withBlocked(pin: Pin, blocked: Fingerprint): Pin {
  return { ...pin, blocked };
}

/** The pin after the person decided to stay with it: the other fingerprint is forgotten. */
export function keep(pin: Pin): Pin {
  const { blocked: _, ...rest } = pin;
  return { ...rest, decided: (pin.decided ?? 0) + 1 };
}

/** The pin after the person accepted a new identity that does not continue the pinned one. */
export function accept(pin: Pin, identity: VerifiedIdentity): Pin {
  return { ...firstPin(identity), decided: (pin.decided ?? 0) + 1 };
}

/**
 * Of two pins of one user the one with more decisions holds, then the higher generation, then the
 * lower fingerprint, and then the other fingerprint is blocked: two clients were shown different
 * keys. `verified` falls when it is not the pinned fingerprint, and what was blocked before the
 * person's last decision stays decided.
 */
export function mergePins(one: Pin, other: Pin): Pin {
  const [winner, loser] = order(one, other) <= 0 ? [one, other] : [other, one];
  const { login, generation, fingerprint } = winner;
  const undecided = (loser.decided ?? 0) === (winner.decided ?? 0);
  const conflicting = undecided && loser.generation === generation ? [loser.fingerprint] : [];
  const [blocked] = [winner.blocked, undecided ? loser.blocked : undefined, ...conflicting]
    .filter((candidate) => candidate !== undefined && candidate !== fingerprint)
    .sort();
  const verified = [one.verified, other.verified].includes(fingerprint);
  return {
    login,
    generation,
    fingerprint,
    ...(verified ? { verified: fingerprint } : {}),
    ...(blocked === undefined ? {} : { blocked }),
    ...(winner.decided === undefined ? {} : { decided: winner.decided }),
  };
}

function kept(pin: Pin, reached: Fingerprint): Pick<Pin, "blocked" | "decided"> {
  return {
    ...(pin.blocked === undefined || pin.blocked === reached ? {} : { blocked: pin.blocked }),
    ...(pin.decided === undefined ? {} : { decided: pin.decided }),
  };
}

function order(one: Pin, other: Pin): number {
  return (
    (other.decided ?? 0) - (one.decided ?? 0) ||
    other.generation - one.generation ||
    (one.fingerprint <= other.fingerprint ? -1 : 1)
  );
}
