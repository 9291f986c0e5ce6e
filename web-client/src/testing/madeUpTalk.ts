import { hashOf } from "../protocol/ids.ts";
import {
  type Argon2id,
  appendEpoch,
  type ChatId,
  createAccount,
  derivePasswordKeys,
  emptyChain,
  epochFromJson,
  epochToJson,
  firstDirectEpoch,
  fromBase64url,
  fromBase64urlOf,
  identityBook,
  identityToJson,
  kdfToJson,
  type Login,
  type LogNumber,
  parseKdf,
  parseLogNumber,
  parseUserId,
  type SealedMessage,
  type SeenPointer,
  sealedToJson,
  sealMessage,
  secureRandom,
  storedToJson,
  toBase64url,
  type UnlockedAccount,
  type VerifiedEpoch,
  wrapsToJson,
} from "../protocol/index.ts";
import { encodeHeader, signedBytes } from "../protocol/message.ts";
import { sha256 } from "../protocol/primitives.ts";
import type { FakeServer } from "./fakeServer.ts";

/** Messages that are sealed side by side: each has seen the last one of the group before. */
const AT_ONCE = 25;
const EVERY = 40_000;

const SENTENCES = [
  "The ferry is half empty today.",
  "Did you bring the map? I left mine on the kitchen table, under the newspaper.",
  "Yes.",
  "We could take the path along the river and be there before it gets dark; the bridge by the mill is open again, and there is a bakery on the other side.",
  "Двенадцать минут, и я у входа.",
  "Then at six\nby the clock\nas always",
  "I read it twice and still do not know who took the letter. Tell me nothing.",
  "https://example.org/timetable?day=sunday says otherwise",
];

/** Registers somebody as a client would, and keeps the keys. */
export async function makeUpAccount(
  server: FakeServer,
  login: string,
  password: string,
  argon2id: Argon2id,
): Promise<UnlockedAccount> {
  const { salt, kdf: cost } = server.accounts.parameters();
  const kdf = parseKdf(cost, fromBase64url(salt));
  const keys = await derivePasswordKeys(argon2id, password, login as Login, kdf);
  const { user_id, accessKey, token } = server.accounts.reserve({
    login,
    userName: login,
    password: keys.authKey,
    kdf: kdfToJson(kdf),
  });
  const half = fromBase64urlOf(accessKey, 10);
  const userId = parseUserId(user_id);
  const made = await createAccount(secureRandom, userId, login as Login, half, { keys, kdf });
  server.accounts.activate(token, {
    identity: identityToJson(made.account.signed),
    vault: sealedToJson(made.sealed.vault),
    password_slot: sealedToJson(made.sealed.passwordSlot),
    recovery_slot: sealedToJson(made.sealed.recoverySlot),
    state: sealedToJson(made.sealed.state),
    cred_signature: toBase64url(made.sealed.credSignature),
  });
  return made.account;
}

/**
 * A chat of two people with so many messages, every one sealed and signed as clients do it. They lie
 * in the server as if they had been sent.
 */
export async function makeUpTalk(
  server: FakeServer,
  one: UnlockedAccount,
  other: UnlockedAccount,
  count: number,
): Promise<ChatId> {
  const begun = Date.now() - (count + 1) * EVERY;
  const made = await firstDirectEpoch(
    { random: secureRandom, account: one, at: begun },
    other.identity,
  );
  const { chatId } = made.epoch;
  const wraps = [...wrapsToJson(made.wraps)];
  const { epoch } = server.chats.create({ chat_id: chatId, ...epochToJson(made), wraps });
  const wrap = wraps.find(({ user_id }) => user_id === one.userId)?.wrap;
  const identities = identityBook(one, [[other.identity]]);
  const offer = epochFromJson({ ...epoch, ...(wrap === undefined ? {} : { wrap }) });
  const chain = await appendEpoch(emptyChain(chatId), { opener: one, identities }, offer);
  const first = chain.epochs[0] as VerifiedEpoch;
  const { entries, read } = server.chats.of(chatId, one.userId);
  let seen: SeenPointer = { number: parseLogNumber(0), hash: first.hash };
  while (entries.length <= count) {
    const from = entries.length;
    const group = Math.min(AT_ONCE, count + 1 - from);
    const sealed = await Promise.all(
      Array.from({ length: group }, async (_, i) => {
        const account = (from + i) % 5 < 2 ? one : other;
        const at = begun + (from + i) * EVERY;
        const text = `${from + i}. ${SENTENCES[(from + i) % SENTENCES.length]}`;
        const sender = { random: secureRandom, account, at };
        return sealMessage(sender, first, seen, { t: "text", text });
      }),
    );
    for (const message of sealed) {
      const id = entries.length as LogNumber;
      entries.push(storedToJson(id, message.at + 200, message) as (typeof entries)[number]);
    }
    seen = await pointerTo(first, sealed, from);
  }
  for (const { userId } of [one, other]) read.set(userId, count);
  return chatId;
}

async function pointerTo(
  epoch: VerifiedEpoch,
  group: readonly SealedMessage[],
  from: number,
): Promise<SeenPointer> {
  const last = group.at(-1) as SealedMessage;
  const signed = signedBytes(encodeHeader(epoch, last), last.ciphertext);
  return { number: parseLogNumber(from + group.length - 1), hash: hashOf(await sha256(signed)) };
}
