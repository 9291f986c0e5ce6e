import type { UnlockedAccount } from "./account.ts";
import { fromBase64url } from "./base64url.ts";
import { encodeBody, fileIdsOf, type OutgoingBody } from "./body.ts";
import { type Bytes, concat, writer } from "./bytes.ts";
import { type SeenPointer, SUITE } from "./epoch.ts";
import type { VerifiedEpoch } from "./epochChain.ts";
import { refuse } from "./errors.ts";
import {
  type ChatId,
  type ClientId,
  type EpochNumber,
  type FileId,
  type Hash,
  newClientId,
  type UserId,
} from "./ids.ts";
import { label } from "./labels.ts";
import { pad } from "./padding.ts";
import { decrypt, encrypt, hkdfAesKey, NONCE_BYTES, sign } from "./primitives.ts";
import type { Random } from "./random.ts";

/** A message as it travels: what the sender fixed, resent as it is until acknowledged. */
export interface SealedMessage {
  readonly epoch: EpochNumber;
  readonly senderId: UserId;
  readonly clientId: ClientId;
  /** The sender's time, milliseconds since 1970. */
  readonly at: number;
  readonly seen: SeenPointer;
  /** 12 bytes */
  readonly nonce: Bytes;
  /** At most {@link MAX_CIPHERTEXT} bytes. */
  readonly ciphertext: Bytes;
  /** 64 bytes */
  readonly signature: Bytes;
  /** The stored files that it attaches, as the server knows them; absent if there are none. */
  readonly files?: readonly FileId[];
}

/** Which epoch a header names: never taken from the entry, but from the reader's verified chain. */
export interface HeaderEpoch {
  readonly chatId: ChatId;
  readonly number: EpochNumber;
  readonly hash: Hash;
}

/** What of a message its header holds beside the epoch. */
export type HeaderFields = Pick<SealedMessage, "senderId" | "clientId" | "at" | "seen" | "nonce">;

/** Most bytes of a ciphertext: 65,536 of plaintext and the tag. */
export const MAX_CIPHERTEXT = 65_552;

/** What a sender seals with. */
export interface MessageSender {
  readonly random: Random;
  readonly account: Pick<UnlockedAccount, "userId" | "signingKey">;
  /** Now, milliseconds since 1970. */
  readonly at: number;
}

/**
 * Seals a body under the newest verified epoch. The answer goes to the outbox before it is sent:
 * a retry repeats these bytes, since a second seal would be another message.
 *
 * @param seen the newest log entry that this client has verified
 * @param clientId the one that stored files were uploaded for, if there are any
 */
export async function sealMessage(
  sender: MessageSender,
  epoch: VerifiedEpoch,
  seen: SeenPointer,
  body: OutgoingBody,
  clientId: ClientId = newClientId(sender.random),
): Promise<SealedMessage> {
  const { random, account, at } = sender;
  const secret = epoch.secret ?? refuse("undecryptable", "no own wrap of this epoch");
  const fields: HeaderFields = {
    senderId: account.userId,
    clientId,
    at,
    seen,
    nonce: random(NONCE_BYTES),
  };
  const header = encodeHeader(epoch, fields);
  const key = await messageKey(secret, epoch, fields);
  const ciphertext = await encrypt(key, fields.nonce, header, pad(encodeBody(body)));
  const signature = await sign(account.signingKey, signedBytes(header, ciphertext));
  const files = fileIdsOf(body);
  const attached = files.length === 0 ? {} : { files };
  return { epoch: epoch.number, ...fields, ciphertext, signature, ...attached };
}

/** The header: rebuilt by each side, sent by none. It is the associated data (PROTOCOL.md §10). */
export function encodeHeader(epoch: HeaderEpoch, fields: HeaderFields): Bytes {
  return writer()
    .raw(label("msg"))
    .u8(SUITE)
    .variable(epoch.chatId)
    .u32(epoch.number)
    .raw(fromBase64url(epoch.hash))
    .variable(fields.senderId)
    .raw(fromBase64url(fields.clientId))
    .u64(fields.at)
    .u64(fields.seen.number)
    .raw(fromBase64url(fields.seen.hash))
    .raw(fields.nonce)
    .done();
}

/** `L(msg-sig) ‖ header ‖ ct`: what the sender signs and what msgHash is of. */
export function signedBytes(header: Bytes, ciphertext: Bytes): Bytes {
  return concat(label("msg-sig"), header, ciphertext);
}

/** A message's own key: of the epoch's secret, the sender and the client id. */
export function messageKey(
  secret: CryptoKey,
  epoch: HeaderEpoch,
  fields: Pick<HeaderFields, "senderId" | "clientId">,
): Promise<CryptoKey> {
  return hkdfAesKey(secret, messageKeyInfo(fields), fromBase64url(epoch.hash));
}

/** HKDF's info for {@link messageKey}; its salt is the epochHash. */
export function messageKeyInfo(fields: Pick<HeaderFields, "senderId" | "clientId">): Bytes {
  return writer()
    .raw(label("msg-key"))
    .variable(fields.senderId)
    .raw(fromBase64url(fields.clientId))
    .done();
}

/** The padded plaintext, or `undecryptable`. Callers outside of the log's verifier have no use. */
export async function openCiphertext(
  secret: CryptoKey,
  epoch: HeaderEpoch,
  header: Bytes,
  message: SealedMessage,
): Promise<Bytes> {
  const key = await messageKey(secret, epoch, message);
  return decrypt(key, message.nonce, header, message.ciphertext, "undecryptable");
}
