import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { ChatList } from "../features/chat/ChatList.tsx";
import { FindPerson } from "../features/chat/FindPerson.tsx";
import { PersonAvatar } from "../features/chat/PersonAvatar.tsx";
import { useSearchKeys } from "../features/chat/useSearchKeys.ts";
import { Conversation } from "../features/message/Conversation.tsx";
import { ConnectionBanner } from "../features/message/ConversationBanner.tsx";
import { SettingsNav } from "../features/settings/SettingsNav.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Mark } from "../ui/Logo.tsx";
import { useClient } from "./client.ts";
import { linkTo, useRoute } from "./history.ts";
import { useChatRow, useMe, useWide } from "./hooks.ts";
import type { Route } from "./routes.ts";
import { TabBar } from "./TabBar.tsx";

const Settings = lazy(() => import("../features/settings/Settings.tsx"));
const Details = lazy(() => import("../features/chat/Details.tsx"));

/**
 * List, conversation, details: three columns on a desk, two with the details above the second on a tablet,
 * one after the other on a phone. The address says which one a phone shows.
 */
export default function Shell() {
  const route = useRoute();
  const pane = paneOf(route);
  const phone = !useWide("tablet");
  useTitle();
  useSearchKeys(route.name === "people" || route.name === "settings" || (phone && pane !== "list"));
  // A phone shows one pane, and that one is the page's main part.
  const List = phone && pane === "list" ? "main" : "div";
  const DetailsPane = phone && pane === "details" ? "main" : "div";
  return (
    <div className="shell" data-pane={pane}>
      <List className="shell-list">
        <ListColumn route={route} />
        {pane === "list" && <TabBar route={route} />}
      </List>
      <main className="shell-main">
        <MainColumn route={route} />
      </main>
      {route.name === "chat" && route.details && (
        <DetailsPane className="shell-details">
          <DetailsColumn key={route.chatId} chatId={route.chatId} />
        </DetailsPane>
      )}
    </div>
  );
}

function paneOf(route: Route): "list" | "main" | "details" {
  if (route.name === "chat") return route.details ? "details" : "main";
  if (route.name === "settings" && route.page) return "main";
  return "list";
}

function ListColumn({ route }: { route: Route }) {
  const wide = useWide("tablet");
  if (route.name === "people") return <FindPerson begun={route.query} />;
  if (route.name === "settings") {
    return <SettingsNav current={route.page ?? (wide ? "profile" : undefined)} />;
  }
  return (
    <>
      <div className="shell-list-banner">
        <ConnectionBanner />
      </div>
      <ChatList />
      <OwnRow />
    </>
  );
}

/** The signed-in person at the foot of the list, on wide screens; phones have the tab bar. */
function OwnRow() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <nav className="own-nav" aria-label={t("nav.label")}>
      <a
        className="own-row"
        title={t("chats.settings")}
        {...linkTo({ name: "settings", page: undefined })}
      >
        <PersonAvatar person={me} size={28} />
        <span className="own-row-name">{me.userName}</span>
        <Icon name="settings" />
        <span className="sr-only">{t("chats.settings")}</span>
      </a>
    </nav>
  );
}

function MainColumn({ route }: { route: Route }) {
  switch (route.name) {
    case "chat":
      return <ChatColumn key={route.chatId} chatId={route.chatId} details={route.details} />;
    case "settings":
      return (
        <Suspense>
          <Settings page={route.page ?? "profile"} />
        </Suspense>
      );
    default:
      return (
        <div className="shell-quiet">
          <ConnectionBanner />
          <NothingChosen />
        </div>
      );
  }
}

/** What is said of a chat that is not in the list, by the state of the list. */
const missing = {
  loading: "ui.loading",
  failed: "chats.failed",
  ready: "error.chat_not_found",
} as const;

function ChatColumn({ chatId, details }: { chatId: string; details: boolean }) {
  const { t } = useTranslation();
  const row = useChatRow(chatId);
  const status = useStore(useClient().chats, (chats) => chats.status);
  if (row) return <Conversation row={row} details={details} />;
  return (
    <div className="nothing-chosen" role="status">
      <p>{t(missing[status])}</p>
      {status !== "loading" && <a {...linkTo({ name: "chats" })}>{t("conversation.back")}</a>}
    </div>
  );
}

/** Quiet until there is a chat to choose: the list says what can be done then. */
function NothingChosen() {
  const { t } = useTranslation();
  const any = useStore(useClient().chats, (chats) =>
    chats.rows.some((row) => !row.begun && !row.blocked),
  );
  if (!any) return <div className="nothing-chosen" />;
  return (
    <div className="nothing-chosen">
      <Mark className="nothing-chosen-mark" />
      <h2>{t("chats.choose")}</h2>
      <p>{t("chats.chooseText")}</p>
    </div>
  );
}

function DetailsColumn({ chatId }: { chatId: string }) {
  const row = useChatRow(chatId);
  if (!row) return null;
  return (
    <Suspense>
      <Details row={row} />
    </Suspense>
  );
}

/** Unread messages in the title: "(3) REN". */
function useTitle() {
  const unread = useStore(useClient().chats, (chats) =>
    chats.rows.reduce((sum, row) => sum + row.unread, 0),
  );
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) REN` : "REN";
    return () => {
      document.title = "REN";
    };
  }, [unread]);
}
