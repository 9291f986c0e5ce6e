import type { StoreApi } from "zustand/vanilla";
import type { PresenceState } from "./model.ts";

/** Who is there, and who is typing, as the socket tells it. */
export interface Presence {
  /** A person came, went, or was there when the list was asked for. */
  heard(contact: {
    readonly user_id: string;
    readonly online: boolean;
    readonly last_seen?: number;
  }): void;
  typing(chatId: string, userId: string): void;
  /** What was being typed is there. */
  typed(chatId: string): void;
  /** The server speaks of a newer version than this page's. */
  newVersion(): void;
  /** Whether it is time to tell the others again that this person is typing. */
  tellsTyping(chatId: string): boolean;
}

const TYPING_SHOWN = 6_000;
const TYPING_SENT = 3_000;

export function createPresence(store: StoreApi<PresenceState>, now: () => number): Presence {
  const sent = new Map<string, number>();

  function typed(chatId: string): void {
    const { [chatId]: mine, ...others } = store.getState().typing;
    if (mine !== undefined) store.setState({ typing: others });
  }

  return {
    heard({ user_id, online, last_seen }) {
      const presence = last_seen === undefined ? { online } : { online, lastSeen: last_seen };
      store.setState({ people: { ...store.getState().people, [user_id]: presence } });
    },
    typing(chatId, userId) {
      const until = now() + TYPING_SHOWN;
      store.setState({ typing: { ...store.getState().typing, [chatId]: { userId, until } } });
      setTimeout(() => {
        if (store.getState().typing[chatId]?.until === until) typed(chatId);
      }, TYPING_SHOWN);
    },
    typed,
    newVersion: () => store.setState({ newVersion: true }),
    tellsTyping(chatId) {
      if (now() - (sent.get(chatId) ?? 0) < TYPING_SENT) return false;
      sent.set(chatId, now());
      return true;
    },
  };
}
