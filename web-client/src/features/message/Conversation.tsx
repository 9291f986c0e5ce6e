import { useCallback, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useClient } from "../../app/client.ts";
import { useNow, usePlace } from "../../app/hooks.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { BubbleSkeletons } from "../../ui/Skeleton.tsx";
import { BlockDialog } from "../chat/BlockDialog.tsx";
import type { ChatRow } from "../chat/model.ts";
import { SafetyDialogs, type SafetyStep } from "../chat/SafetyDialogs.tsx";
import { stopAudio } from "../file/audioPlayer.ts";
import { DropZone } from "../file/choose/DropZone.tsx";
import { useAttachments } from "../file/choose/useAttachments.ts";
import { ViewerProvider } from "../file/views/viewing.ts";
import { ChatViewer } from "./ChatViewer.tsx";
import { ConversationBanner } from "./ConversationBanner.tsx";
import { ConversationHeader } from "./ConversationHeader.tsx";
import { Log } from "./Log.tsx";
import { logRows } from "./logRows.ts";
import type { ConversationState } from "./model.ts";
import { RemoveDialog } from "./RemoveDialog.tsx";
import { Writing } from "./Writing.tsx";
import "./conversation.css";

interface ConversationProps {
  row: ChatRow;
  details: boolean;
}

/** One chat: header, at most one banner, the log, the composer. Mount it anew for another chat. */
export function Conversation({ row, details }: ConversationProps) {
  const { t } = useTranslation();
  const { ofCode } = useErrorText();
  const client = useClient();
  const { chatId, companion } = row;
  const state = useStore(client.conversations, (all) => all[chatId]) ?? loading;
  const [safety, setSafety] = useState<SafetyStep>();
  const [blocking, setBlocking] = useState(false);

  useEffect(() => {
    client.message.openConversation(chatId);
    return () => {
      stopAudio();
      client.message.closeConversation(chatId);
    };
  }, [client, chatId]);

  const changed = row.trust.kind === "changed";
  const refused = state.status === "ready" ? state.refused : undefined;
  const blocked = row.blocked
    ? t("block.composer", { name: companion.userName })
    : refused !== undefined
      ? t("conversation.refused", { reason: ofCode(refused) })
      : changed
        ? t("composer.blocked", { name: companion.userName })
        : undefined;
  const attachments = useAttachments(chatId, blocked === undefined);
  return (
    <section
      className="conversation"
      aria-label={t("conversation.label", { name: companion.userName })}
      {...attachments.handlers}
    >
      <h1 className="sr-only">{t("conversation.label", { name: companion.userName })}</h1>
      <ConversationHeader
        row={row}
        details={details}
        onCompare={() => setSafety("compare")}
        onBlock={() => setBlocking(true)}
      />
      <ConversationBanner
        name={companion.userName}
        changed={changed}
        refused={refused}
        blocked={row.blocked ?? false}
        stranger={isStrangers(state)}
        onCompare={() => setSafety("changed")}
        onBlock={() => setBlocking(true)}
        onUnblock={() => void client.chat.setBlocked(chatId, false)}
      />
      <Messages
        row={row}
        state={state}
        onCompare={() => setSafety(changed ? "changed" : "compare")}
      />
      <Writing row={row} attachments={attachments} blocked={blocked} />
      {attachments.over && <DropZone name={companion.userName} />}
      {safety && <SafetyDialogs row={row} step={safety} onStep={setSafety} />}
      {blocking && <BlockDialog row={row} onClose={() => setBlocking(false)} />}
    </section>
  );
}

/** The other side has written, and this one never has. */
function isStrangers(state: ConversationState): boolean {
  if (state.status !== "ready" || state.hasOlder) return false;
  const written = state.items.filter((item) => item.kind !== "epoch");
  return written.length > 0 && written.every((item) => !item.mine);
}

const loading: ConversationState = { status: "loading" };

interface MessagesProps {
  row: ChatRow;
  state: ConversationState;
  onCompare: () => void;
}

function Messages({ row, state, onCompare }: MessagesProps) {
  const { t } = useTranslation();
  const { ofCode } = useErrorText();
  const { message } = useClient();
  const { chatId } = row;
  if (state.status === "loading") {
    return <BubbleSkeletons label={t("conversation.loading")} />;
  }
  if (state.status === "failed") {
    return (
      <div className="conversation-middle" role="alert">
        <p className="conversation-note">
          {t("conversation.failed")} {ofCode(state.code)}
        </p>
        <Button onClick={() => message.openConversation(chatId)}>{t("ui.tryAgain")}</Button>
      </div>
    );
  }
  return <ReadyMessages row={row} state={state} onCompare={onCompare} />;
}

interface ReadyProps extends MessagesProps {
  state: Extract<ConversationState, { status: "ready" }>;
}

function ReadyMessages({ row, state, onCompare }: ReadyProps) {
  const { message } = useClient();
  const place = usePlace();
  const now = useNow();
  const { chatId, begun = false } = row;
  const { items, hasOlder, hasNewer, unread } = state;
  const [olderFailed, setOlderFailed] = useState(false);
  const [removing, setRemoving] = useState<string>();
  const [viewed, setViewed] = useState<string>();
  const closeViewer = useCallback(() => setViewed(undefined), []);
  const { locale } = place;
  const rows = useMemo(
    () => logRows({ items, hasOlder, unread, begun, place: { locale } }),
    [items, hasOlder, unread, begun, locale],
  );

  const loadOlder = useCallback(async () => {
    const result = await message.loadOlder(chatId);
    setOlderFailed(!result.ok);
    return result.ok;
  }, [message, chatId]);

  const showNewer = useCallback(() => message.showNewer(chatId), [message, chatId]);
  const showNewest = useCallback(() => message.showNewest(chatId), [message, chatId]);

  const newest = items.findLast((item) => item.id !== undefined)?.id;
  const markRead = useCallback(() => {
    if (newest !== undefined && document.visibilityState === "visible") {
      message.markRead(chatId, newest);
    }
  }, [message, chatId, newest]);
  // What arrived while the page was hidden is read when the person comes back to it.
  useEffect(() => {
    document.addEventListener("visibilitychange", markRead);
    return () => document.removeEventListener("visibilitychange", markRead);
  }, [markRead]);

  return (
    <ViewerProvider value={setViewed}>
      <Log
        rows={rows}
        companionName={row.companion.userName}
        place={place}
        now={now}
        hasOlder={hasOlder}
        hasNewer={hasNewer}
        unread={row.unread}
        older={state.loadingOlder ? "loading" : olderFailed ? "failed" : "idle"}
        onLoadOlder={loadOlder}
        onShowNewer={showNewer}
        onShowNewest={showNewest}
        onAtEnd={markRead}
        onRetry={(key) => void message.retry(chatId, key)}
        onDiscard={(key) => message.discard(chatId, key)}
        onRemove={setRemoving}
        onCompare={onCompare}
      />
      {removing !== undefined && (
        <RemoveDialog
          chatId={chatId}
          messageKey={removing}
          name={row.companion.userName}
          onClose={() => setRemoving(undefined)}
        />
      )}
      {viewed !== undefined && (
        <ChatViewer
          items={items}
          companionName={row.companion.userName}
          place={place}
          now={now}
          start={viewed}
          loadOlder={hasOlder ? loadOlder : undefined}
          onClose={closeViewer}
        />
      )}
    </ViewerProvider>
  );
}
