import { ApiError, attempt } from "../../api/problem.ts";
import type { OpenSession } from "../../app/openSession.ts";
import { requireOpen, type Surroundings } from "../../app/surroundings.ts";
import type { ChatId, UserId } from "../../protocol/index.ts";
import type { MessageActions } from "./model.ts";
import { removeMessage } from "./removeMessage.ts";

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
    showNewer(chatId) {
      // What cannot be read now is asked for again as one scrolls on.
      surroundings
        .open()
        ?.conversations.showNewer(chatId)
        .catch(() => undefined);
    },
    showNewest(chatId) {
      surroundings.open()?.conversations.showNewest(chatId);
    },
    sendText: (chatId, text) =>
      attempt(async () => {
        const { chats, outbox } = requireTrusted(surroundings, chatId);
        await outbox.add(await chats.log(chatId as ChatId), { t: "text", text });
      }),
    retry: (chatId, key) =>
      attempt(async () => {
        const { outbox, chats, sender } = requireOpen(surroundings);
        if (sender.has(key)) sender.retry(key);
        else await outbox.retry(key);
        chats.redraw(chatId);
      }),
    discard(_chatId, key) {
      const open = surroundings.open();
      if (open?.sender.has(key)) open.sender.discard(key);
      else void open?.outbox.discard(key);
    },
    remove: (chatId, key) =>
      attempt(async () => {
        const { account, chats } = requireOpen(surroundings);
        await removeMessage(surroundings.api, account, await chats.log(chatId as ChatId), key);
      }),
    markRead(chatId, id) {
      surroundings.open()?.markRead(chatId, id);
    },
    typing(chatId) {
      surroundings.open()?.typing(chatId);
    },
  };
}

/** The open account, unless nothing may be sent into a chat: keys changed, and nobody decided. */
export function requireTrusted(surroundings: Surroundings, chatId: string): OpenSession {
  const open = requireOpen(surroundings);
  const companion = open.chats.companion(chatId);
  if (companion === undefined) throw new ApiError("chat_not_found");
  if (open.people.trust(companion.userId as UserId).kind === "changed") {
    throw new ApiError("identity_changed");
  }
  return open;
}
