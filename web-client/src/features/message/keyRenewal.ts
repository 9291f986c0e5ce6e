import type { ChatId, UnlockedAccount } from "../../protocol/index.ts";
import type { Database } from "../../vault/database.ts";
import type { ChatLog } from "./chatLog.ts";

interface RenewalPorts {
  readonly account: Pick<UnlockedAccount, "identity">;
  readonly database: Pick<Database, "get" | "put">;
  ids(): readonly ChatId[];
  log(chatId: ChatId): Promise<ChatLog>;
}

/**
 * After a change of the account's keys the old ones open nothing new: every chat gets an epoch that
 * names the new ones (PROTOCOL.md §13). Each chat by itself, since any companion can keep one chat
 * from being renewed; and remembered chat by chat, so that what a closed tab or a lost network left
 * over is done at the next occasion, in whichever browser that is.
 */
export function createKeyRenewal({
  account,
  database,
  ids,
  log,
}: RenewalPorts): () => Promise<void> {
  const { generation } = account.identity;
  let running: Promise<void> | undefined;

  async function renewOne(chatId: ChatId): Promise<void> {
    const key = `renewed ${chatId}`;
    if ((await database.get("preferences", key)) === generation) return;
    await (await log(chatId)).sendingEpoch();
    await database.put("preferences", generation, key);
  }

  async function renewAll(): Promise<void> {
    for (const chatId of ids()) await renewOne(chatId).catch(() => undefined);
  }

  return async () => {
    if (generation === 0) return;
    running ??= renewAll().finally(() => {
      running = undefined;
    });
    await running;
  };
}
