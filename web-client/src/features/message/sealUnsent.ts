import { ApiError } from "../../api/problem.ts";
import {
  type ClientId,
  newestVerified,
  type OutgoingBody,
  type Random,
  sealMessage,
  storedFiles,
  type UnlockedAccount,
} from "../../protocol/index.ts";
import type { OutboxEntry } from "../../vault/database.ts";
import type { ChatLog } from "./chatLog.ts";

/** The bytes to resend; what they say stands beside them. */
export type Unsent = Omit<OutboxEntry, "sealedBody">;

interface Sealer {
  readonly random: Random;
  readonly account: UnlockedAccount;
}

/**
 * Seals a message under the epoch of now, behind what was read of the log: the companion is met with it.
 *
 * @param createdAt milliseconds since 1970
 */
export async function sealUnsent(
  { random, account }: Sealer,
  log: ChatLog,
  body: OutgoingBody,
  createdAt: number,
  clientId?: ClientId,
): Promise<Unsent> {
  const epoch = await log.sendingEpoch();
  await log.meet();
  const seen = newestVerified(log.log);
  if (seen === undefined) throw new ApiError("sync_first");
  const sender = { random, account, at: createdAt };
  const message = await sealMessage(sender, epoch, seen, body, clientId);
  return {
    clientId: message.clientId,
    chatId: log.chatId,
    message,
    after: log.log.high,
    createdAt,
  };
}

/**
 * Stored files were uploaded for one client id, so their message keeps it. That is safe: a message's
 * key comes from its epoch too, and every seal draws a new nonce.
 */
export function boundId({
  entry,
  body,
}: {
  readonly entry: Unsent;
  readonly body: OutgoingBody;
}): ClientId | undefined {
  return body.t === "files" && storedFiles(body.files).length > 0 ? entry.clientId : undefined;
}
