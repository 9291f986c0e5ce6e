import { unwrap } from "../../api/http.ts";
import { ApiError } from "../../api/problem.ts";
import {
  type ChatId,
  epochToJson,
  firstDirectEpoch,
  isCurrent,
  type Login,
  type LogState,
  newestEpoch,
  newestVerified,
  renewedEpoch,
  type UserId,
  type VerifiedEpoch,
  wrapsToJson,
} from "../../protocol/index.ts";
import type { LogServices } from "./chatLog.ts";

/** The log whose epochs are made; its caller sees to it that its work goes one after the other. */
interface MakingPorts {
  readonly chatId: ChatId;
  readonly companion: UserId;
  readonly companionLogin: Login;
  readonly log: LogState;
  /** Reads what the server has after what is here. */
  sync(): Promise<void>;
  /** Whether the server, asked now, does not have the chat yet. */
  isMissing(): Promise<boolean>;
}

/** Epochs that this client makes: the first of a chat, and the next where somebody has newer keys. */
export function createEpochMaking(
  { api, account, people, random, now }: LogServices,
  { chatId, companion, companionLogin, log, sync, isMissing }: MakingPorts,
) {
  async function create(): Promise<void> {
    if (!(await isMissing())) return;
    await people.meet(companion);
    const maker = { random, account, at: now() };
    const first = await firstDirectEpoch(maker, await people.newest(companion, companionLogin));
    // If the other side is first, the answer is the same: the chat is there.
    await unwrap(
      api.calls.POST("/chat/create", {
        body: { chat_id: chatId, ...epochToJson(first), wraps: [...wrapsToJson(first.wraps)] },
      }),
    );
    await sync();
  }

  async function renew(): Promise<void> {
    const newest = newestEpoch(log.chain);
    const seen = newestVerified(log);
    if (newest === undefined || seen === undefined) throw new ApiError("sync_first");
    const everybody = [account.identity, await people.newest(companion, companionLogin)];
    const maker = { random, account, at: now() };
    const next = await renewedEpoch(maker, newest, everybody, seen);
    try {
      await unwrap(
        api.calls.POST("/chat/{chatId}/epochs", {
          params: { path: { chatId } },
          body: { ...epochToJson(next), wraps: [...wrapsToJson(next.wraps)], after: log.high },
        }),
      );
    } catch (error) {
      // Somebody else's epoch came first: it may be current, and the caller looks again.
      if (!(error instanceof ApiError) || error.code !== "stale_epoch") throw error;
    }
    await sync();
  }

  async function current(): Promise<VerifiedEpoch> {
    if (log.high < 0) await sync();
    for (let attempt = 0; attempt < 3; attempt++) {
      const newest = newestEpoch(log.chain);
      if (newest === undefined) break;
      const everybody = [account.identity, await people.known(companion, companionLogin)];
      if (isCurrent(newest, everybody)) return newest;
      await renew();
    }
    throw new ApiError("stale_epoch");
  }

  return { create, renew, current };
}
