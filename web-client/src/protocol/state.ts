import { type Bytes, writer } from "./bytes.ts";
import { refuse } from "./errors.ts";
import type { ChatId, EpochNumber, Hash, LogNumber, UserId } from "./ids.ts";
import { label } from "./labels.ts";
import { pad, unpad } from "./padding.ts";
import { mergePins, type Pin } from "./pin.ts";
import { hkdfAesKey, importHkdfKey, open, seal, sha256, sign } from "./primitives.ts";
import type { Random } from "./random.ts";
import { decodeState, encodeState } from "./stateBody.ts";
import type { SealedBlob } from "./vault.ts";

/** The newest epoch of a chat that this account has verified. */
export interface EpochHead {
  readonly number: EpochNumber;
  readonly hash: Hash;
  /** Number of its log entry. */
  readonly entry: LogNumber;
}

/** One setting of the clients'; of two values the later holds. */
export interface Setting {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly value: string;
}

/** What travels with an account, so that a fresh client notices swapped keys and forked chats. */
export interface State {
  readonly pins: ReadonlyMap<UserId, Pin>;
  readonly epochs: ReadonlyMap<ChatId, EpochHead>;
  readonly settings: ReadonlyMap<string, Setting>;
}

/** The longest sealed state in bytes: some two thousand people. The server takes no longer one. */
export const MAX_STATE = 262_144;
/** What a seal adds: nonce and tag. */
const SEAL = 28;

/** The state of a new account. */
export const EMPTY_STATE: State = { pins: new Map(), epochs: new Map(), settings: new Map() };

/** This state with one pin set. */
export function withPin(state: State, userId: UserId, pin: Pin): State {
  return { ...state, pins: new Map(state.pins).set(userId, pin) };
}

/** This state with one epoch head set. */
export function withEpochHead(state: State, chatId: ChatId, head: EpochHead): State {
  return { ...state, epochs: new Map(state.epochs).set(chatId, head) };
}

/** This state with one setting set. */
export function withSetting(state: State, name: string, setting: Setting): State {
  return { ...state, settings: new Map(state.settings).set(name, setting) };
}

/**
 * What two clients know, together (PROTOCOL.md §8). Commutative and idempotent: it does not matter
 * who merges, nor how often.
 */
export function mergeStates(one: State, other: State): State {
  return {
    pins: mergeMaps(one.pins, other.pins, mergePins),
    epochs: mergeMaps(one.epochs, other.epochs, newerHead),
    settings: mergeMaps(one.settings, other.settings, laterSetting),
  };
}

/** The key of the state, derived from the vault key and not to be read out. */
export async function deriveStateKey(vaultKey: Bytes): Promise<CryptoKey> {
  return hkdfAesKey(await importHkdfKey(vaultKey), label("state-key"));
}

/** Refuses a state that {@link sealState} would, before anything relies on it. */
export function requireRoom(state: State, self: UserId): void {
  if (pad(encodeState(state, self)).length > MAX_STATE - SEAL) {
    refuse("state_full", "state over 256 KiB");
  }
}

/** Seals a state; `state_full` if it outgrows {@link MAX_STATE}. */
export async function sealState(
  random: Random,
  stateKey: CryptoKey,
  at: { readonly userId: UserId; readonly rev: number },
  state: State,
): Promise<SealedBlob> {
  requireRoom(state, at.userId);
  const plaintext = pad(encodeState(state, at.userId));
  const sealed = await seal(random, stateKey, stateAad(at.userId, at.rev), plaintext);
  return { rev: at.rev, sealed };
}

/**
 * Opens a state: `state_rollback` if its `rev` is below `atLeast`, the highest that this client
 * has seen (0 if none), `vault_refused` if it does not open.
 */
export async function openState(
  stateKey: CryptoKey,
  userId: UserId,
  blob: SealedBlob,
  atLeast: number,
): Promise<State> {
  if (blob.rev < atLeast) {
    refuse("state_rollback", "an older state than one seen before");
  }
  const aad = stateAad(userId, blob.rev);
  const plaintext = await open(stateKey, aad, blob.sealed, "vault_refused");
  return decodeState(unpad(plaintext), userId);
}

/** The account key's signature, 64 bytes, without which the server replaces no state. */
export async function signState(
  signingKey: CryptoKey,
  userId: UserId,
  blob: SealedBlob,
): Promise<Bytes> {
  return sign(signingKey, await stateRecord(userId, blob));
}

/** The bytes that are signed: whose state, which `rev`, and the hash of the sealed bytes. */
export async function stateRecord(userId: UserId, { rev, sealed }: SealedBlob): Promise<Bytes> {
  return writer()
    .raw(label("state-sig"))
    .variable(userId)
    .u64(rev)
    .raw(await sha256(sealed))
    .done();
}

/** Associated data of a state. */
export function stateAad(userId: UserId, rev: number): Bytes {
  return writer().raw(label("state")).variable(userId).u64(rev).done();
}

function newerHead(one: EpochHead, other: EpochHead): EpochHead {
  if (one.number !== other.number) {
    return one.number > other.number ? one : other;
  }
  // Two different epochs n: the server forked the chat. Either choice exposes it; the same choice
  // on every client keeps the merge commutative.
  if (one.entry !== other.entry) {
    return one.entry < other.entry ? one : other;
  }
  return one.hash <= other.hash ? one : other;
}

function laterSetting(one: Setting, other: Setting): Setting {
  if (one.at !== other.at) {
    return one.at > other.at ? one : other;
  }
  return one.value >= other.value ? one : other;
}

function mergeMaps<Key, Value>(
  one: ReadonlyMap<Key, Value>,
  other: ReadonlyMap<Key, Value>,
  merge: (one: Value, other: Value) => Value,
): ReadonlyMap<Key, Value> {
  const merged = new Map(one);
  for (const [key, value] of other) {
    const known = merged.get(key);
    merged.set(key, known === undefined ? value : merge(known, value));
  }
  return merged;
}
