import { type Body, fileIdsOf, parseBody } from "./body.ts";
import type { Bytes } from "./bytes.ts";
import { memberOf, type SeenPointer } from "./epoch.ts";
import { appendEpoch, type EpochContext, epochBefore, type VerifiedEpoch } from "./epochChain.ts";
import { codeOf, type ProtocolErrorCode, refuse } from "./errors.ts";
import { identitiesSince, requireIdentity } from "./identityBook.ts";
import { type ClientId, type Hash, hashOf, type LogNumber, type UserId } from "./ids.ts";
import type { LogEntry, RefusedEntry, VerifiedEntry } from "./logEntry.ts";
import {
  type LogState,
  otherUse,
  rememberPointer,
  requireDense,
  requireNotRemoved,
  requireSameSender,
  requireSeen,
  requireUnchanged,
  sentKey,
  settlePointers,
} from "./logState.ts";
import { encodeHeader, openCiphertext, signedBytes } from "./message.ts";
import { unpad } from "./padding.ts";
import { sha256, verify } from "./primitives.ts";
import { verifyRemoval } from "./removal.ts";

/** What a page taught. */
export interface VerifiedPage {
  /** One for each entry of the page, in its order. */
  readonly entries: readonly VerifiedEntry[];
  /**
   * Entries that were shown and are refused now: they point at one that came with this page and is
   * another than they say, or they are copies of one that came with it.
   */
  readonly revoked: readonly RefusedEntry[];
}

type MessageEntry = Extract<LogEntry, { kind: "message" }>;
type EpochEntry = Extract<LogEntry, { kind: "epoch" }>;
type RemovedEntry = Extract<LogEntry, { kind: "removed" }>;

/** What ciphers said of an entry, before it is held against the rest of the log. */
type Opened =
  | { readonly kind: "refused"; readonly id: LogNumber; readonly reason: ProtocolErrorCode }
  | { readonly kind: "epoch"; readonly entry: EpochEntry; readonly epoch: VerifiedEpoch }
  | { readonly kind: "removed"; readonly entry: RemovedEntry }
  | {
      readonly kind: "message";
      readonly entry: MessageEntry;
      readonly hash: Hash;
      readonly body: Body | ProtocolErrorCode;
    };

/**
 * The one door to plaintext: turns entries of a chat's log into ones that may be shown, by the
 * checks of PROTOCOL.md §11, and remembers in `state` what they teach. A page is dense and touches
 * the window at either end or overlaps it; otherwise it is refused whole as a `gap` and changes
 * nothing. Every other refusal is of one entry.
 *
 * Calls for one chat come one after the other; the entries of one page are opened side by side.
 */
export async function verifyPage(
  state: LogState,
  context: EpochContext,
  page: readonly LogEntry[],
): Promise<VerifiedPage> {
  requireDense(
    state,
    page.map(({ id }) => id),
  );
  // Epochs first and in order: messages of the page may be sealed under them. A message looks only
  // at epochs with a lower number than its own, so it gains nothing from a later one.
  const epochs = new Map<LogNumber, Opened>();
  for (const entry of page) {
    if (entry.kind === "epoch") {
      epochs.set(entry.id, await openEpoch(state, context, entry));
    }
  }
  const opened = await Promise.all(
    page.map((entry) => epochs.get(entry.id) ?? openOther(state, context, entry)),
  );
  const revoked: RefusedEntry[] = [];
  const entries = opened.map((one) => admit(state, one, revoked));
  const shown = new Map(entries.map((entry) => [entry.id, entry]));
  for (const entry of revoked) {
    shown.set(entry.id, entry);
  }
  return { entries: entries.map((entry) => shown.get(entry.id) ?? entry), revoked };
}

async function openEpoch(
  state: LogState,
  context: EpochContext,
  entry: EpochEntry,
): Promise<Opened> {
  try {
    const offer = { ...entry.epoch, id: entry.id };
    state.chain = await appendEpoch(state.chain, context, offer);
    const epoch = state.chain.epochs.find((one) => one.entry === entry.id);
    return epoch === undefined
      ? refuse("epoch_fork", "an epoch with another number of the log")
      : { kind: "epoch", entry, epoch };
  } catch (error) {
    return { kind: "refused", id: entry.id, reason: codeOf(error) };
  }
}

async function openOther(state: LogState, context: EpochContext, entry: LogEntry): Promise<Opened> {
  try {
    switch (entry.kind) {
      case "message":
        return await openMessage(state, context, entry);
      case "removed":
        return await openRemoved(state, context, entry);
      default:
        return refuse("malformed", "an entry that cannot be read");
    }
  } catch (error) {
    return { kind: "refused", id: entry.id, reason: codeOf(error) };
  }
}

async function openMessage(
  state: LogState,
  { identities }: EpochContext,
  entry: MessageEntry,
): Promise<Opened> {
  const { message } = entry;
  const epoch = epochOf(state, entry);
  const sender = memberOf(epoch, message.senderId);
  if (sender === undefined) {
    return refuse("unknown_sender", "not in the roster");
  }
  const { verifyingKey } = requireIdentity(identities, sender.userId, sender.fingerprint);
  const header = encodeHeader(epoch, message);
  const signed = signedBytes(header, message.ciphertext);
  const [digest, body] = await Promise.all([
    sha256(signed),
    openBody(epoch, header, message),
    verify(verifyingKey, signed, message.signature),
  ]);
  return { kind: "message", entry, hash: hashOf(digest), body };
}

async function openRemoved(
  state: LogState,
  { identities }: EpochContext,
  entry: RemovedEntry,
): Promise<Opened> {
  const { id, removal } = entry;
  const epoch = newestBefore(state, id);
  const sender = epoch === undefined ? undefined : memberOf(epoch, removal.senderId);
  if (sender === undefined) {
    return refuse("omitted", "removed by one who is not in the roster");
  }
  // Keys that the sender has had since count too: he cannot sign with one that he has replaced.
  const senders = identitiesSince(identities, sender.userId, sender.fingerprint);
  await verifyRemoval(senders, state.chain.chatId, { id, ...removal }, removal.signature);
  return { kind: "removed", entry };
}

function epochOf(state: LogState, { id, message }: MessageEntry): VerifiedEpoch {
  const epoch = newestBefore(state, id);
  return epoch !== undefined && epoch.number === message.epoch
    ? epoch
    : refuse("wrong_epoch", "not the newest epoch before it");
}

function newestBefore(state: LogState, id: LogNumber): VerifiedEpoch | undefined {
  if (state.chain.epochs.some((epoch) => epoch.entry === id)) {
    refuse("epoch_fork", "a message where an epoch began");
  }
  return epochBefore(state.chain, id);
}

// A refusal is an answer here and no exception: it counts only if nothing weightier (signature,
// rewriting, pointers, replay) refuses the message first.
async function openBody(
  epoch: VerifiedEpoch,
  header: Bytes,
  message: MessageEntry["message"],
): Promise<Body | ProtocolErrorCode> {
  if (epoch.secret === undefined) {
    return "undecryptable";
  }
  try {
    return parseBody(unpad(await openCiphertext(epoch.secret, epoch, header, message)));
  } catch (error) {
    return codeOf(error);
  }
}

/** Holds an opened entry against the log and lets it in, or refuses it. */
function admit(state: LogState, opened: Opened, revoked: RefusedEntry[]): VerifiedEntry {
  const id = opened.kind === "refused" ? opened.id : opened.entry.id;
  widen(state, id);
  try {
    switch (opened.kind) {
      case "refused":
        return opened;
      case "epoch":
        return admitEpoch(state, opened, revoked);
      case "message":
        return admitMessage(state, opened, revoked);
      case "removed":
        return admitRemoved(state, opened.entry, revoked);
    }
  } catch (error) {
    return { kind: "refused", id, reason: codeOf(error) };
  }
}

function admitEpoch(
  state: LogState,
  { entry, epoch }: Extract<Opened, { kind: "epoch" }>,
  revoked: RefusedEntry[],
): VerifiedEntry {
  requireUnchanged(state, entry.id, epoch.hash);
  if (epoch.number > 0) {
    requireSeen(state, entry.id, epoch.seen);
  }
  learn(state, entry.id, epoch.hash, epoch.number > 0 ? epoch.seen : undefined, revoked);
  return { kind: "epoch", id: entry.id, createdAt: entry.createdAt, epoch };
}

function admitMessage(
  state: LogState,
  { entry, hash, body }: Extract<Opened, { kind: "message" }>,
  revoked: RefusedEntry[],
): VerifiedEntry {
  const { id, createdAt, message } = entry;
  const { senderId, clientId, at, seen } = message;
  requireNotRemoved(state, id);
  requireUnchanged(state, id, hash);
  requireSeen(state, id, seen);
  const copy = otherUse(state, id, senderId, clientId);
  if (typeof body === "string") {
    return refuse(body, "the body does not open");
  }
  claim(state, id, senderId, clientId, copy, revoked);
  learn(state, id, hash, seen, revoked);
  const attached = isSameSet(message.files ?? [], fileIdsOf(body));
  return { kind: "message", id, senderId, clientId, at, createdAt, body, attached, hash };
}

function admitRemoved(
  state: LogState,
  { id, createdAt, removal }: RemovedEntry,
  revoked: RefusedEntry[],
): VerifiedEntry {
  const { senderId, clientId, hash } = removal;
  requireUnchanged(state, id, hash);
  requireSameSender(state, id, senderId, clientId);
  claim(state, id, senderId, clientId, otherUse(state, id, senderId, clientId), revoked);
  state.removed.add(id);
  learn(state, id, hash, undefined, revoked);
  return { kind: "removed", id, senderId, clientId, createdAt, hash };
}

/** Gives a client id to the entry; the copy with a higher number, which had it, falls. */
function claim(
  state: LogState,
  id: LogNumber,
  senderId: UserId,
  clientId: ClientId,
  copy: LogNumber | undefined,
  revoked: RefusedEntry[],
): void {
  if (copy !== undefined) {
    state.hashes.delete(copy);
    revoked.push({ kind: "refused", id: copy, reason: "replayed" });
  }
  state.sent.set(sentKey(senderId, clientId), id);
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && new Set([...one, ...other]).size === one.length;
}

function learn(
  state: LogState,
  id: LogNumber,
  hash: Hash,
  seen: SeenPointer | undefined,
  revoked: RefusedEntry[],
): void {
  state.hashes.set(id, hash);
  if (seen !== undefined) {
    rememberPointer(state, id, seen);
  }
  for (const number of settlePointers(state, id, hash)) {
    revoked.push({ kind: "refused", id: number, reason: "seen_mismatch" });
  }
}

function widen(state: LogState, id: LogNumber): void {
  state.low = state.high < 0 ? id : Math.min(state.low, id);
  state.high = Math.max(state.high, id);
}
