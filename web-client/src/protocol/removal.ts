import type { UnlockedAccount } from "./account.ts";
import { fromBase64url } from "./base64url.ts";
import { type Bytes, writer } from "./bytes.ts";
import { codeOf, refuse } from "./errors.ts";
import type { Identity } from "./identity.ts";
import type { ChatId, ClientId, Hash, LogNumber, UserId } from "./ids.ts";
import { label } from "./labels.ts";
import { sign, verify } from "./primitives.ts";

/** What is left of a message that its sender took back, as a server gives it. */
export interface SignedRemoval {
  readonly senderId: UserId;
  readonly clientId: ClientId;
  /** msgHash of what stood there, so that what points at it stays checkable. */
  readonly hash: Hash;
  /** 64 bytes, of the sender at the time of the removal. */
  readonly signature: Bytes;
}

/** Which message was taken back. */
export interface RemovedMessage {
  readonly id: LogNumber;
  readonly clientId: ClientId;
  readonly hash: Hash;
}

/**
 * The sender's signature that takes a message back (PROTOCOL.md §10): 64 bytes. It names the number,
 * so that a server cannot put it in the place of another message.
 */
export function signRemoval(
  account: Pick<UnlockedAccount, "signingKey">,
  chatId: ChatId,
  message: RemovedMessage,
): Promise<Bytes> {
  return sign(account.signingKey, removalBytes(chatId, message));
}

/**
 * Refuses with `omitted` unless one of the sender's keys signed the removal: without that an entry
 * that is gone is the server's doing.
 *
 * @param senders the sender's accepted identities, from the one in the roster on
 */
export async function verifyRemoval(
  senders: readonly Identity[],
  chatId: ChatId,
  message: RemovedMessage,
  signature: Bytes,
): Promise<void> {
  const signed = removalBytes(chatId, message);
  for (const { verifyingKey } of senders) {
    if (await holds(verifyingKey, signed, signature)) {
      return;
    }
  }
  refuse("omitted", "removed, and not by its sender");
}

/** `L(removed) ‖ v(chat) ‖ u64 number ‖ clientId16 ‖ msgHash32` */
export function removalBytes(chatId: ChatId, { id, clientId, hash }: RemovedMessage): Bytes {
  return writer()
    .raw(label("removed"))
    .variable(chatId)
    .u64(id)
    .raw(fromBase64url(clientId))
    .raw(fromBase64url(hash))
    .done();
}

async function holds(key: CryptoKey, signed: Bytes, signature: Bytes): Promise<boolean> {
  try {
    await verify(key, signed, signature);
    return true;
  } catch (error) {
    codeOf(error);
    return false;
  }
}
