import type { Api } from "../api/http.ts";
import type { SocketEvent } from "../api/socketEvents.ts";
import { VERSION } from "../api/version.ts";
import type { Chats } from "../features/chat/chatList.ts";
import type { Presence } from "../features/presence/presence.ts";
import type { ChatId } from "../protocol/index.ts";

interface EventPorts {
  readonly api: Api;
  readonly chats: Chats;
  readonly presence: Presence;
  /** Whose session it is. */
  readonly self: string;
}

/**
 * What a session does with what the socket tells. An event whose handling fails is dropped: the
 * logs have it, and are read again when the way opens anew.
 */
export function createSessionEvents({ api, chats, presence, self }: EventPorts) {
  async function arrived(chatId: ChatId, entry: unknown): Promise<void> {
    const log = await chats.log(chatId);
    if (!(await log.ingest([entry]))) await log.sync();
    presence.typed(chatId);
  }

  async function renewed(chatId: ChatId): Promise<void> {
    const log = await chats.log(chatId);
    await log.sync();
  }

  async function removed(chatId: ChatId, id: number): Promise<void> {
    const log = await chats.log(chatId);
    await log.reread(id);
  }

  async function read(chatId: ChatId, userId: string, id: number): Promise<void> {
    if (userId === self) chats.markedRead(chatId, id);
    else (await chats.log(chatId)).setCompanionRead(id);
  }

  async function handle(event: SocketEvent): Promise<void> {
    switch (event.type) {
      case "new_message":
        return arrived(event.chat_id as ChatId, event.entry);
      case "new_epoch":
        return renewed(event.chat_id as ChatId);
      case "message_removed":
        return removed(event.chat_id as ChatId, event.id);
      case "status_registered":
        for (const contact of event.contacts) presence.heard(contact);
        return;
      case "status_update":
        presence.heard(event);
        return;
      case "read":
        return read(event.chat_id as ChatId, event.user_id, event.id);
      case "typing":
        presence.typing(event.chat_id, event.user_id);
        return;
      case "session_ended":
        // Whether the account is closed here too is for the cookie to say: this tab or another one
        // may be changing the password, and then it holds a new session.
        await api.refresh();
        return;
      case "registered":
        if ((event.newest_version ?? VERSION) > VERSION) presence.newVersion();
        return;
      case "error":
        if (event.code === "client_too_old") presence.newVersion();
        return;
      case "message_sent":
        return;
    }
  }

  return (event: SocketEvent): void => {
    void handle(event).catch(() => undefined);
  };
}
