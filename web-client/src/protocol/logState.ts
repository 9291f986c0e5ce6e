import type { SeenPointer } from "./epoch.ts";
import { type EpochChain, emptyChain } from "./epochChain.ts";
import { refuse } from "./errors.ts";
import type { ChatId, ClientId, Hash, LogNumber, UserId } from "./ids.ts";

/** A pointer of a verified entry to a number that is not verified yet. */
export interface PendingPointer {
  readonly from: LogNumber;
  readonly hash: Hash;
}

/**
 * What a client knows of one chat's log: a dense window of numbers, which grows at either end.
 * Plain data that IndexedDB takes; {@link verifyPage} in logVerifier changes it, nobody else.
 */
export interface LogState {
  chain: EpochChain;
  /** The lowest and the highest number that was read; −1 for `high` while nothing was. */
  low: number;
  high: number;
  /** Hashes of verified entries. A refused entry teaches nothing. */
  readonly hashes: Map<LogNumber, Hash>;
  /** By the number pointed at. */
  readonly pending: Map<LogNumber, readonly PendingPointer[]>;
  /** Which entry a sender used a client id in, by {@link sentKey}. */
  readonly sent: Map<string, LogNumber>;
  /** Numbers of messages that their senders verifiably took back. */
  readonly removed: Set<LogNumber>;
}

/** A chat of which nothing was read. */
export function emptyLog(chatId: ChatId): LogState {
  return {
    chain: emptyChain(chatId),
    low: 0,
    high: -1,
    hashes: new Map(),
    pending: new Map(),
    sent: new Map(),
    removed: new Set(),
  };
}

/** The newest verified entry: what an own message or epoch points at. */
export function newestVerified(state: LogState): SeenPointer | undefined {
  for (let number = state.high; number >= state.low; number--) {
    const hash = state.hashes.get(number as LogNumber);
    if (hash !== undefined) {
      return { number: number as LogNumber, hash };
    }
  }
  return undefined;
}

/** Both parts of a key of {@link LogState.sent}; neither alphabet has a slash. */
export function sentKey(senderId: UserId, clientId: ClientId): string {
  return `${senderId}/${clientId}`;
}

/** Refuses with `gap` a page that leaves numbers out or does not touch the window. */
export function requireDense(state: LogState, numbers: readonly LogNumber[]): void {
  const first = numbers[0];
  const last = numbers.at(-1);
  if (first === undefined || last === undefined) {
    return;
  }
  const touches = state.high < 0 || (first <= state.high + 1 && last >= state.low - 1);
  if (!touches || numbers.some((number, i) => number !== first + i)) {
    refuse("gap", "entries of the log are missing");
  }
}

/** Refuses with `rewritten` if a verified entry comes again as another one. */
export function requireUnchanged(state: LogState, id: LogNumber, hash: Hash): void {
  const known = state.hashes.get(id);
  if (known !== undefined && known !== hash) {
    refuse("rewritten", "another entry than the one known");
  }
}

/** Refuses with `rewritten` a message that its sender took back and that comes again. */
export function requireNotRemoved(state: LogState, id: LogNumber): void {
  if (state.removed.has(id)) {
    refuse("rewritten", "its sender took it back");
  }
}

/**
 * Refuses with `rewritten` a removal of a verified message by somebody else: what he signed names a
 * hash only, which tells nothing of whose message it was.
 */
export function requireSameSender(
  state: LogState,
  id: LogNumber,
  senderId: UserId,
  clientId: ClientId,
): void {
  if (state.hashes.has(id) && state.sent.get(sentKey(senderId, clientId)) !== id) {
    refuse("rewritten", "removed by another than its sender");
  }
}

/** Refuses with `seen_mismatch` a pointer to the future or to another entry than the one known. */
export function requireSeen(state: LogState, id: LogNumber, seen: SeenPointer): void {
  const known = state.hashes.get(seen.number);
  if (seen.number >= id || (known !== undefined && known !== seen.hash)) {
    refuse("seen_mismatch", "points at another entry");
  }
}

/**
 * The entry that its sender used a client id in before, if it is another one. Of two the lower
 * number holds, whichever is loaded first: `replayed` refuses the higher one.
 */
export function otherUse(
  state: LogState,
  id: LogNumber,
  senderId: UserId,
  clientId: ClientId,
): LogNumber | undefined {
  const other = state.sent.get(sentKey(senderId, clientId));
  if (other !== undefined && other < id) {
    refuse("replayed", "its client id stands in an earlier entry");
  }
  return other === id ? undefined : other;
}

/** Keeps a pointer for later if its target is not verified yet. */
export function rememberPointer(state: LogState, from: LogNumber, seen: SeenPointer): void {
  if (!state.hashes.has(seen.number)) {
    const waiting = state.pending.get(seen.number) ?? [];
    const others = waiting.filter((pointer) => pointer.from !== from);
    state.pending.set(seen.number, [...others, { from, hash: seen.hash }]);
  }
}

/**
 * Settles the pointers that waited for a number: forgets verified entries that pointed at another
 * entry and answers their numbers.
 */
export function settlePointers(state: LogState, id: LogNumber, hash: Hash): readonly LogNumber[] {
  const waiting = state.pending.get(id) ?? [];
  state.pending.delete(id);
  const wrong = waiting.filter((pointer) => pointer.hash !== hash).map(({ from }) => from);
  for (const number of wrong) {
    state.hashes.delete(number);
    for (const [key, entry] of state.sent) {
      if (entry === number) {
        state.sent.delete(key);
      }
    }
  }
  return wrong;
}
