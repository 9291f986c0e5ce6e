import { refuse } from "./errors.ts";
import type { Identity, IdentityChain } from "./identity.ts";
import type { Fingerprint, UserId } from "./ids.ts";

/**
 * The identities that rosters may name: the account's own generations, and of others those that
 * their pins lead to. A fingerprint outside of it is `identity_changed`.
 */
export type IdentityBook = ReadonlyMap<UserId, ReadonlyMap<Fingerprint, Identity>>;

/**
 * A book of the account's own generations and of other users' verified, accepted chains: more than
 * one of a user where the person accepted an identity that did not continue the one before.
 */
export function identityBook(
  own: { readonly userId: UserId; readonly generations: ReadonlyMap<Fingerprint, Identity> },
  chains: readonly IdentityChain[],
): IdentityBook {
  const book = new Map<UserId, ReadonlyMap<Fingerprint, Identity>>();
  for (const chain of chains) {
    const { userId } = chain[0];
    const known = new Map(book.get(userId));
    for (const identity of chain) {
      known.set(identity.fingerprint, identity);
    }
    book.set(userId, known);
  }
  return book.set(own.userId, own.generations);
}

/** The accepted identity with this fingerprint, or `identity_changed`. */
export function requireIdentity(
  book: IdentityBook,
  userId: UserId,
  fingerprint: Fingerprint,
): Identity {
  return (
    book.get(userId)?.get(fingerprint) ??
    refuse("identity_changed", "a roster names a key that is not accepted")
  );
}

/** The accepted identity with this fingerprint and the user's later ones. */
export function identitiesSince(
  book: IdentityBook,
  userId: UserId,
  fingerprint: Fingerprint,
): readonly Identity[] {
  const { generation } = requireIdentity(book, userId, fingerprint);
  const all = [...(book.get(userId)?.values() ?? [])];
  return all.filter((identity) => identity.generation >= generation);
}

/**
 * Whether `newer` is `older` or a later, accepted identity: within a chain that is a signed
 * successor.
 */
export function continues(
  book: IdentityBook,
  userId: UserId,
  older: Fingerprint,
  newer: Fingerprint,
): boolean {
  const before = requireIdentity(book, userId, older);
  return before.generation <= requireIdentity(book, userId, newer).generation;
}
