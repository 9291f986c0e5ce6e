import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { Me } from "../features/account/model.ts";
import type { ChatRow } from "../features/chat/model.ts";
import type { Presence } from "../features/presence/model.ts";
import { localeFor, type Place } from "../i18n/dates.ts";
import { useClient } from "./client.ts";

/** The signed-in person; only for views under an open session. */
export function useMe(): Me {
  const session = useStore(useClient().session);
  if (session.kind !== "open") throw new Error("useMe needs an open session");
  return session.me;
}

export function useChatRow(chatId: string): ChatRow | undefined {
  return useStore(useClient().chats, (chats) => chats.rows.find((row) => row.chatId === chatId));
}

/** What is known of a person's presence at this moment: nothing while there is no way to the server. */
export function usePresence(userId: string): Presence | undefined {
  return useStore(useClient().presence, ({ connection, people }) =>
    connection.kind === "online" ? people[userId] : undefined,
  );
}

/** The reader's locale and zone. */
export function usePlace(): Place {
  const { i18n } = useTranslation();
  return { locale: localeFor(i18n.language, navigator.languages) };
}

/** The time, told anew every half minute: for "5 minutes ago" and the change of days. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Whether the companion of a chat is typing at this moment. */
export function useTyping(chatId: string): boolean {
  const until = useStore(useClient().presence, (presence) => presence.typing[chatId]?.until ?? 0);
  const [ended, setEnded] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setEnded(until), Math.max(0, until - Date.now()));
    return () => clearTimeout(timer);
  }, [until]);
  return until > ended && until > Date.now();
}

/** Whether the screen is at least this wide; widths are those of the style sheets. */
export function useWide(query: "tablet" | "desk"): boolean {
  return useMedia(query === "tablet" ? "(min-width: 45.01rem)" : "(min-width: 68.01rem)");
}

/** Whether a media query holds, told anew when that changes. */
export function useMedia(media: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(media);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => matchMedia(media).matches,
  );
}
