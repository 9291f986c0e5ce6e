import { ApiError, attempt } from "../../api/problem.ts";
import { requireOpen, type Surroundings } from "../../app/surroundings.ts";
import type { ChatId, UserId } from "../../protocol/index.ts";
import type { MessageActions } from "./model.ts";

/** The actions of conversations. */
export function createMessageActions(surroundings: Surroundings): MessageActions {
  return {
    openConversation(chatId) {
      surroundings.open()?.conversations.open(chatId);
    },
    closeConversation(chatId) {
      surroundings.open()?.conversations.close(chatId);
    },
    loadOlder: (chatId) =>
      attempt(async () => requireOpen(surroundings).conversations.loadOlder(chatId)),
    sendText: (chatId, text) =>
      attempt(async () => {
        const { chats, outbox, people } = requireOpen(surroundings);
        const companion = chats.companion(chatId);
        if (companion === undefined) throw new ApiError("chat_not_found");
        if (people.trust(companion.userId as UserId).kind === "changed") {
          throw new ApiError("identity_changed");
        }
        await outbox.add(await chats.log(chatId as ChatId), { t: "text", text });
      }),
    retry: (chatId, key) =>
      attempt(async () => {
        const { outbox, chats } = requireOpen(surroundings);
        await outbox.retry(key);
        chats.redraw(chatId);
      }),
    discard(_chatId, key) {
      void surroundings.open()?.outbox.discard(key);
    },
    markRead(chatId, id) {
      surroundings.open()?.markRead(chatId, id);
    },
    typing(chatId) {
      surroundings.open()?.typing(chatId);
    },
  };
}
