import { createStore, type StoreApi } from "zustand/vanilla";
import type { ChatListState } from "../features/chat/model.ts";
import type { WaitingState } from "../features/file/choose/waitingFiles.ts";
import type { FileState } from "../features/file/model.ts";
import type { ConversationState } from "../features/message/model.ts";
import type { PresenceState } from "../features/presence/model.ts";

/** The stores that views read. */
export interface Stores {
  readonly chats: StoreApi<ChatListState>;
  readonly conversations: StoreApi<Readonly<Record<string, ConversationState>>>;
  readonly presence: StoreApi<PresenceState>;
  readonly files: StoreApi<FileState>;
  readonly waiting: StoreApi<WaitingState>;
}

const NO_CHATS: ChatListState = { status: "loading", rows: [] };
const NO_PRESENCE: PresenceState = {
  connection: { kind: "connecting" },
  newVersion: false,
  people: {},
  typing: {},
};
const NO_FILES: FileState = { transfers: {}, mediaProblems: {} };

export function createStores(): Stores {
  return {
    chats: createStore<ChatListState>(() => NO_CHATS),
    conversations: createStore<Readonly<Record<string, ConversationState>>>(() => ({})),
    presence: createStore<PresenceState>(() => NO_PRESENCE),
    files: createStore<FileState>(() => NO_FILES),
    waiting: createStore<WaitingState>(() => ({})),
  };
}

/** Once an account is closed, nothing of it is left to be read. */
export function emptyStores({ chats, conversations, presence, files, waiting }: Stores): void {
  chats.setState(NO_CHATS, true);
  conversations.setState({}, true);
  presence.setState(NO_PRESENCE, true);
  files.setState(NO_FILES, true);
  waiting.setState({}, true);
}
