import type { UnlockedAccount } from "./account.ts";
import { RFC_4648_LOWER, toBase32 } from "./base32.ts";
import { concat } from "./bytes.ts";
import type { EpochContext } from "./epochChain.ts";
import { appendEpoch } from "./epochChain.ts";
import { type IdentityChain, verifyIdentityChain } from "./identity.ts";
import { identityBook } from "./identityBook.ts";
import { type Login, parseLogin, parseLogNumber, parseUserId, type UserId } from "./ids.ts";
import { type Argon2id, derivePasswordKeys, type Kdf, standardKdf } from "./kdf.ts";
import type { LogEntry } from "./logEntry.ts";
import { emptyLog, type LogState, newestVerified } from "./logState.ts";
import { verifyPage } from "./logVerifier.ts";
import { sealMessage } from "./message.ts";
import { firstDirectEpoch, type NewEpoch } from "./newEpoch.ts";
import { sha256 } from "./primitives.ts";
import { secureRandom } from "./random.ts";
import { createAccount, type NewAccount, type PasswordChoice } from "./registration.ts";

/** A fake in Argon2id's place for tests that are not about passwords: right shape, no cost. */
export const cheapArgon2id: Argon2id = (password, { salt }) => sha256(concat(salt, password));

/** A time for tests. */
export const NOON = Date.UTC(2026, 0, 1, 12);

const kdf: Kdf = standardKdf(new Uint8Array(16));

/** What a password gives, cheaply. */
export async function passwordChoice(password: string, login: Login): Promise<PasswordChoice> {
  return { keys: await derivePasswordKeys(cheapArgon2id, password, login, kdf), kdf };
}

/** Somebody who has just registered. */
export interface Registered extends NewAccount {
  readonly userId: UserId;
  readonly login: Login;
  readonly password: PasswordChoice;
}

/** Registers somebody. */
export async function register(name: string, password = "a good password"): Promise<Registered> {
  const login = parseLogin(name);
  const userId = parseUserId(toBase32(secureRandom(16), RFC_4648_LOWER));
  const choice = await passwordChoice(password, login);
  const made = await createAccount(secureRandom, userId, login, secureRandom(10), choice);
  return { ...made, userId, login, password: choice };
}

/** Somebody's verified chain of identities: as many generations as given. */
export function chainOf(
  ...accounts: readonly [UnlockedAccount, ...UnlockedAccount[]]
): Promise<IdentityChain> {
  const [{ userId, login }] = accounts;
  return verifyIdentityChain(
    userId,
    login,
    accounts.map(({ signed }) => signed),
  );
}

/** How somebody sees a chat with others. */
export async function contextOf(
  self: UnlockedAccount,
  ...others: readonly UnlockedAccount[]
): Promise<EpochContext> {
  const chains = await Promise.all(others.map((other) => chainOf(other)));
  return { opener: self, identities: identityBook(self, chains) };
}

/** Two people, epoch 0 of their 1:1, and how each of them sees it. */
export interface Conversation {
  readonly ann: Registered;
  readonly bob: Registered;
  readonly epoch: NewEpoch;
  readonly annSees: EpochContext;
  readonly bobSees: EpochContext;
}

/** Begins a conversation. */
export async function conversation(): Promise<Conversation> {
  const [ann, bob] = await Promise.all([register("ann"), register("bob")]);
  const [companion] = await chainOf(bob.account);
  const maker = { random: secureRandom, account: ann.account, at: NOON };
  return {
    ann,
    bob,
    epoch: await firstDirectEpoch(maker, companion),
    annSees: await contextOf(ann.account, bob.account),
    bobSees: await contextOf(bob.account, ann.account),
  };
}

/** The log of a conversation as a reader has it after entry 0. */
export async function readStart(
  { epoch }: Conversation,
  reader: Registered,
  context: EpochContext,
): Promise<LogState> {
  const state = emptyLog(epoch.epoch.chatId);
  const wrap = epoch.wraps.get(reader.userId);
  const offer = { ...epoch, id: parseLogNumber(0), ...(wrap === undefined ? {} : { wrap }) };
  state.chain = await appendEpoch(state.chain, context, offer);
  await verifyPage(state, context, [
    { kind: "epoch", id: parseLogNumber(0), createdAt: NOON, epoch },
  ]);
  return state;
}

/** Seals texts one after the other, as entries from the number after the newest on. */
export async function say(
  sender: Registered,
  state: LogState,
  texts: readonly string[],
): Promise<LogEntry[]> {
  const epoch = state.chain.epochs.at(-1);
  const seen = newestVerified(state);
  if (epoch === undefined || seen === undefined) {
    throw new Error("nothing was read yet");
  }
  const from = { random: secureRandom, account: sender.account, at: NOON };
  const messages = await Promise.all(
    texts.map((text) => sealMessage(from, epoch, seen, { t: "text", text })),
  );
  return messages.map((message, i) => ({
    kind: "message",
    id: parseLogNumber(state.high + 1 + i),
    createdAt: NOON,
    message,
  }));
}
