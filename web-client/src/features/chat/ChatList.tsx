import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useClient } from "../../app/client.ts";
import { linkTo, navigate, useRoute } from "../../app/history.ts";
import { useNow, usePlace, useWide } from "../../app/hooks.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Mark, Wordmark } from "../../ui/Logo.tsx";
import { SearchField } from "../../ui/SearchField.tsx";
import { RowSkeletons } from "../../ui/Skeleton.tsx";
import { ChatListRow } from "./ChatListRow.tsx";
import { asLogin, matchingRows } from "./matchingRows.ts";
import type { ChatRow } from "./model.ts";
import { searchKeys } from "./useSearchKeys.ts";
import "./chatList.css";

export function ChatList() {
  const { t } = useTranslation();
  const { chats } = useClient();
  const { status, rows: all, lost } = useStore(chats);
  const rows = all.filter((row) => isWritten(row) && !row.blocked);
  const [query, setQuery] = useState("");
  const [tab, setTab] = useState<"all" | "unread">("all");
  const unread = rows.filter((row) => row.unread > 0).length;
  const shown = matchingRows(rows, query, tab === "unread");

  return (
    <nav className="list" aria-label={t("chats.label")}>
      <header className="list-head">
        <Wordmark className="list-logo" />
        <h1 className="list-title">{t("chats.title")}</h1>
        <IconButton
          icon="pen"
          label={t("chats.new")}
          onClick={() => navigate({ name: "people" })}
        />
      </header>
      {/* Also while the rows are on their way, so that nothing moves when they come. */}
      {(rows.length > 0 || status === "loading") && (
        <>
          <div className="list-search">
            <SearchField
              label={t("chats.search")}
              value={query}
              onChange={setQuery}
              shortcut={searchKeys(navigator.platform)}
            />
          </div>
          <div className="list-tabs">
            <TabButton
              current={tab === "all"}
              onPress={() => setTab("all")}
              label={t("chats.all")}
            />
            <TabButton
              current={tab === "unread"}
              onPress={() => setTab("unread")}
              label={t("chats.unread")}
              count={unread}
            />
          </div>
        </>
      )}
      <div className="list-body">
        {lost !== undefined && (
          <div className="list-note" role="alert">
            <p>{t("chats.lost", { count: lost })}</p>
          </div>
        )}
        {status === "loading" && rows.length === 0 && <RowSkeletons label={t("chats.loading")} />}
        {status === "failed" && rows.length === 0 && <NotLoaded />}
        {status === "ready" && rows.length === 0 && <NoChats />}
        {rows.length > 0 && shown.length === 0 && <NothingShown query={query} />}
        {shown.length > 0 && <Rows rows={shown} />}
        {query.trim() !== "" && <FindAmongAll query={query} />}
      </div>
    </nav>
  );
}

/** A chat that was only looked at leaves no row behind. */
function isWritten({ begun, draft, preview }: ChatRow): boolean {
  return !begun || draft !== undefined || preview.kind !== "none";
}

interface TabButtonProps {
  current: boolean;
  label: string;
  count?: number;
  onPress: () => void;
}

function TabButton({ current, label, count, onPress }: TabButtonProps) {
  return (
    <button type="button" className="list-tab" aria-pressed={current} onClick={onPress}>
      {label}
      {count ? <span className="list-tab-count">{count}</span> : null}
    </button>
  );
}

function Rows({ rows }: { rows: readonly ChatRow[] }) {
  const route = useRoute();
  const wide = useWide("desk");
  const now = useNow();
  const place = usePlace();
  const open = route.name === "chat" ? route : undefined;
  return (
    <ul className="rows" onKeyDown={moveBetweenRows}>
      {rows.map((row) => (
        <ChatListRow
          key={row.chatId}
          row={row}
          current={row.chatId === open?.chatId}
          details={wide && open?.details === true}
          now={now}
          place={place}
        />
      ))}
    </ul>
  );
}

/** Arrows walk the rows, as they walk the messages. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a.row")];
  const next = links[links.indexOf(document.activeElement as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function NoChats() {
  const { t } = useTranslation();
  return (
    <div className="empty">
      <Mark className="empty-mark" />
      <h2>{t("chats.emptyTitle")}</h2>
      <p>{t("chats.emptyText")}</p>
      <Button look="solid" onClick={() => navigate({ name: "people" })}>
        {t("chats.emptyAction")}
      </Button>
    </div>
  );
}

function NotLoaded() {
  const { t } = useTranslation();
  const { chat } = useClient();
  return (
    <div className="empty" role="alert">
      <Mark className="empty-mark" />
      <h2>{t("chats.failed")}</h2>
      <p>{t("error.offline")}</p>
      <Button onClick={() => void chat.reloadChats()}>{t("ui.tryAgain")}</Button>
    </div>
  );
}

function NothingShown({ query }: { query: string }) {
  const { t } = useTranslation();
  if (query.trim() === "") return <p className="list-note">{t("chats.noUnread")}</p>;
  return (
    <div className="list-note" role="status">
      <h2>{t("chats.noMatchTitle")}</h2>
      <p>{t("chats.noMatchText", { query: query.trim() })}</p>
    </div>
  );
}

/** The chats are searched first; who has none yet is one press further, with what was typed. */
function FindAmongAll({ query }: { query: string }) {
  const { t } = useTranslation();
  const login = asLogin(query);
  return (
    <a
      className="row list-find"
      {...linkTo(login === undefined ? { name: "people" } : { name: "people", query: login })}
    >
      <span className="list-find-mark">
        <Icon name="search" />
      </span>
      {login === undefined ? t("chats.new") : t("chats.findLogin", { query: `@${login}` })}
    </a>
  );
}
