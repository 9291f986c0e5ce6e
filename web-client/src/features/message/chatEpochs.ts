import { type Schema, unwrap } from "../../api/http.ts";
import {
  appendEpoch,
  type ChatId,
  type EpochChain,
  type EpochContext,
  emptyChain,
  epochFromJson,
  headOf,
  type Login,
  newestEpoch,
  ProtocolError,
  requireHead,
  type UserId,
  withEpochHead,
} from "../../protocol/index.ts";
import type { LogServices } from "./chatLog.ts";

/** Where the verified chain of a chat's epochs comes from. */
export interface ChatEpochs {
  /** Whose eyes look. */
  context(): EpochContext;
  /** The chain that an earlier visit kept; empty if none was, or if it does not hold any more. */
  recall(): Promise<EpochChain>;
  /** The chain with what the server has beyond it. */
  read(chain: EpochChain): Promise<EpochChain>;
  /** Puts the chain's head into the state, if the person has met the companion. */
  remember(chain: EpochChain): Promise<void>;
}

export function createChatEpochs(
  { api, account, people, state, disk }: LogServices,
  chatId: ChatId,
  companion: UserId,
  companionLogin: Login,
): ChatEpochs {
  /** As the server gave them, by number. */
  const records: unknown[] = [];

  function context(): EpochContext {
    return { opener: account, identities: people.book() };
  }

  function requireRemembered(chain: EpochChain): void {
    const remembered = state.current().epochs.get(chatId);
    if (remembered !== undefined) requireHead(chain, remembered);
  }

  async function remember(chain: EpochChain): Promise<void> {
    const newest = newestEpoch(chain);
    const known = state.current().epochs.get(chatId)?.number ?? -1;
    if (newest === undefined || newest.number <= known || !people.hasMet(companion)) return;
    await state.change((one) => withEpochHead(one, chatId, headOf(newest)));
  }

  // A roster may name a generation that is newer than what was asked for last.
  async function append(chain: EpochChain, json: Schema["EpochRecord"]): Promise<EpochChain> {
    const offer = epochFromJson(json);
    try {
      return await appendEpoch(chain, context(), offer);
    } catch (error) {
      if (!(error instanceof ProtocolError) || error.code !== "identity_changed") throw error;
      await people.newest(companion, companionLogin);
      return appendEpoch(chain, context(), offer);
    }
  }

  return {
    context,
    async recall() {
      const kept = await disk.epochs(chatId);
      let chain = emptyChain(chatId);
      try {
        await people.recall(companion, companionLogin);
        for (const json of kept) chain = await appendEpoch(chain, context(), epochFromJson(json));
        requireRemembered(chain);
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        return emptyChain(chatId);
      }
      records.splice(0, records.length, ...kept);
      return chain;
    },

    // A chain that fails is not kept: the next page meets the same refusal instead of half a fork.
    async read(before) {
      if (before.epochs.length === 0) {
        await people.newest(companion, companionLogin).catch(unblock);
      }
      let chain = before;
      for (;;) {
        const from = chain.epochs.length;
        const page = await unwrap(
          api.calls.GET("/chat/{chatId}/epochs", {
            params: { path: { chatId }, query: { from } },
          }),
        );
        for (const epoch of page.epochs) chain = await append(chain, epoch);
        records.splice(from, records.length, ...page.epochs);
        if (page.next === undefined || chain.epochs.length === from) break;
      }
      requireRemembered(chain);
      disk.putEpochs(chatId, records);
      remember(chain).catch(() => undefined);
      return chain;
    },
    remember,
  };
}

/** Blocked keys do not stop reading what was sealed under the accepted ones. */
function unblock(error: unknown): undefined {
  if (error instanceof ProtocolError && error.code === "identity_changed") return undefined;
  throw error;
}
