import { type Api, unwrap } from "../../api/http.ts";
import { ApiError } from "../../api/problem.ts";
import { signRemoval, toBase64url, type UnlockedAccount } from "../../protocol/index.ts";
import type { ChatLog } from "./chatLog.ts";

/**
 * Takes an own message back (PROTOCOL.md §10). What this browser verified is what it signs for, so a
 * server cannot have another message removed than the one on the screen. The server deletes the body
 * and the files; keys of files are in the body, so what anybody's cache still holds stays sealed.
 *
 * @param clientId of a message that is in the log; `not_found` if none of the person's own is
 */
export async function removeMessage(
  api: Api,
  account: UnlockedAccount,
  log: ChatLog,
  clientId: string,
): Promise<void> {
  const message = [...log.entries.values()].find(
    (entry) => entry.kind === "message" && entry.clientId === clientId,
  );
  if (message?.kind !== "message" || message.senderId !== account.userId) {
    throw new ApiError("not_found");
  }
  const signature = await signRemoval(account, log.chatId, message);
  await unwrap(
    api.calls.DELETE("/chat/{chatId}/messages/{messageId}", {
      params: { path: { chatId: log.chatId, messageId: message.id } },
      body: { signature: toBase64url(signature) },
    }),
  );
  // The event goes to the others; here it is read as they read it.
  await log.reread(message.id);
}
