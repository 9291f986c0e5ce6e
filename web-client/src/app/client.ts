import { createContext, useContext } from "react";
import type { StoreApi } from "zustand/vanilla";
import type { AccountActions, SessionState } from "../features/account/model.ts";
import type { ChatActions, ChatListState } from "../features/chat/model.ts";
import type { WaitingState } from "../features/file/choose/waitingFiles.ts";
import type { FileActions, FileState } from "../features/file/model.ts";
import type { ConversationState, MessageActions } from "../features/message/model.ts";
import type { PresenceState } from "../features/presence/model.ts";

/**
 * The whole of the client's logic as the views see it: six stores to read and actions that answer
 * typed results. Views know no HTTP, no socket and no cipher.
 */
export interface RenClient {
  readonly session: StoreApi<SessionState>;
  readonly chats: StoreApi<ChatListState>;
  /** By chat id; only conversations that are open. */
  readonly conversations: StoreApi<Readonly<Record<string, ConversationState>>>;
  readonly presence: StoreApi<PresenceState>;
  readonly files: StoreApi<FileState>;
  /** Chosen files that are not sent yet. */
  readonly waiting: StoreApi<WaitingState>;
  readonly account: AccountActions;
  readonly chat: ChatActions;
  readonly message: MessageActions;
  readonly file: FileActions;
}

const ClientContext = createContext<RenClient | undefined>(undefined);

export const ClientProvider = ClientContext.Provider;

/** The client of this page. Throws where no {@link ClientProvider} is above: a programmer's error. */
export function useClient(): RenClient {
  const client = useContext(ClientContext);
  if (client === undefined) {
    throw new Error("useClient needs a ClientProvider above it");
  }
  return client;
}
