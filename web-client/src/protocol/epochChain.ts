import type { Bytes } from "./bytes.ts";
import { type Epoch, parseEpoch, type SignedEpoch } from "./epoch.ts";
import { checkChange, checkFirst, checkRoster } from "./epochRules.ts";
import { openWrap, type WrapOpener } from "./epochSecret.ts";
import { ProtocolError, refuse } from "./errors.ts";
import type { IdentityBook } from "./identityBook.ts";
import { requireIdentity } from "./identityBook.ts";
import type { ChatId, LogNumber } from "./ids.ts";
import { verify } from "./primitives.ts";
import type { EpochHead } from "./state.ts";

declare const verified: unique symbol;

/** An epoch that passed every check of PROTOCOL.md §11; only this module makes one. */
export interface VerifiedEpoch extends Epoch {
  readonly [verified]: true;
  /** Number of its log entry. */
  readonly entry: LogNumber;
  /** The epoch's secret for derivations; absent without an own wrap. Cannot be read out. */
  readonly secret?: CryptoKey;
}

/**
 * The verified epochs of one chat from epoch 0 on: `epochs[n]` is epoch n. Plain data that
 * IndexedDB takes; a step answers a new chain and leaves the old one as it was.
 */
export interface EpochChain {
  readonly chatId: ChatId;
  readonly epochs: readonly VerifiedEpoch[];
}

/** Whose eyes look at a chain. */
export interface EpochContext {
  readonly opener: WrapOpener;
  readonly identities: IdentityBook;
}

/** An epoch as a server gave it, not verified yet. */
export interface EpochOffer extends SignedEpoch {
  /** Number of its log entry. */
  readonly id: LogNumber;
  /** The own wrap, if the server still has it. */
  readonly wrap?: Bytes;
}

/** A chat of which nothing is known yet. */
export function emptyChain(chatId: ChatId): EpochChain {
  return { chatId, epochs: [] };
}

/** The newest epoch. */
export function newestEpoch(chain: EpochChain): VerifiedEpoch | undefined {
  return chain.epochs.at(-1);
}

/** The newest epoch whose entry stands before a number of the log. */
export function epochBefore(chain: EpochChain, entry: LogNumber): VerifiedEpoch | undefined {
  return chain.epochs.findLast((epoch) => epoch.entry < entry);
}

/** What the account's state remembers of a chain. */
export function headOf(epoch: VerifiedEpoch): EpochHead {
  return { number: epoch.number, hash: epoch.hash, entry: epoch.entry };
}

/**
 * Verifies the next epoch and appends it; a known one that comes again is held against what is
 * known, and its wrap is opened if it was missing before (PROTOCOL.md §11).
 */
export async function appendEpoch(
  chain: EpochChain,
  context: EpochContext,
  offer: EpochOffer,
): Promise<EpochChain> {
  const epoch = await parseEpoch(offer.record);
  if (epoch.chatId !== chain.chatId) {
    refuse("epoch_refused", "an epoch of another chat");
  }
  if (epoch.number > chain.epochs.length) {
    refuse("gap", "an epoch is missing");
  }
  const known = chain.epochs[epoch.number];
  const checked =
    known === undefined
      ? await verifyNext(chain, context.identities, epoch, offer)
      : requireSame(known, epoch, offer.id);
  const opened = await withSecret(checked, context.opener, offer.wrap);
  const epochs = [...chain.epochs];
  epochs[epoch.number] = opened;
  return { chatId: chain.chatId, epochs };
}

/**
 * Holds a chain against the head that the account's state remembers: `epoch_rollback` if it ends
 * before, `epoch_fork` if another epoch is in its place.
 */
export function requireHead(chain: EpochChain, head: EpochHead): void {
  const epoch = chain.epochs[head.number];
  if (epoch === undefined) {
    throw new ProtocolError("epoch_rollback", "the chain ends before its known head");
  }
  if (epoch.hash !== head.hash || epoch.entry !== head.entry) {
    refuse("epoch_fork", "another epoch than the known head");
  }
}

async function verifyNext(
  chain: EpochChain,
  identities: IdentityBook,
  epoch: Epoch,
  { id, signature }: EpochOffer,
): Promise<VerifiedEpoch> {
  const before = chain.epochs.at(-1);
  if (before === undefined) {
    checkFirst(epoch);
    if (id !== 0) {
      refuse("epoch_fork", "epoch 0 is log entry 0");
    }
  } else {
    if (epoch.previous !== before.hash || id <= before.entry) {
      refuse("epoch_fork", "does not follow the epoch before");
    }
    if (epoch.seen.number >= id) {
      refuse("seen_mismatch", "has seen its own future");
    }
  }
  const maker = checkRoster(epoch, identities);
  await verify(
    requireIdentity(identities, maker.userId, maker.fingerprint).verifyingKey,
    epoch.record,
    signature,
  );
  if (before !== undefined) {
    checkChange(before, epoch, identities);
  }
  return { ...epoch, entry: id } as VerifiedEpoch;
}

function requireSame(known: VerifiedEpoch, epoch: Epoch, id: LogNumber): VerifiedEpoch {
  return known.hash === epoch.hash && known.entry === id
    ? known
    : refuse("epoch_fork", "another epoch with a known number");
}

async function withSecret(
  epoch: VerifiedEpoch,
  opener: WrapOpener,
  wrap: Bytes | undefined,
): Promise<VerifiedEpoch> {
  return epoch.secret !== undefined || wrap === undefined
    ? epoch
    : { ...epoch, secret: await openWrap(opener, epoch, wrap) };
}
