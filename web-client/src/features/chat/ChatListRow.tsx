import { useTranslation } from "react-i18next";
import { linkTo } from "../../app/history.ts";
import { usePresence, useTyping } from "../../app/hooks.ts";
import { type Place, rowStamp } from "../../i18n/dates.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { LineSkeleton } from "../../ui/Skeleton.tsx";
import { Ticks } from "../../ui/Ticks.tsx";
import { useFileWords } from "../file/views/fileWords.ts";
import type { ChatRow, Said } from "./model.ts";
import { PersonAvatar } from "./PersonAvatar.tsx";

interface ChatListRowProps {
  row: ChatRow;
  current: boolean;
  /** Whether the link keeps the details column open. */
  details: boolean;
  now: number;
  place: Place;
}

export function ChatListRow({ row, current, details, now, place }: ChatListRowProps) {
  const { t } = useTranslation();
  const { companion } = row;
  const online = usePresence(companion.userId)?.online ?? false;
  return (
    <li>
      <a
        className="row"
        aria-current={current ? "page" : undefined}
        {...linkTo({ name: "chat", chatId: row.chatId, details })}
      >
        <PersonAvatar person={companion} online={online} />
        <span className="row-lines">
          <span className="row-line">
            <span className="row-name">{companion.userName}</span>
            {online && <span className="sr-only">, {t("chats.online")}</span>}
            {row.trust.kind === "verified" && (
              <span className="row-verified" title={t("conversation.verified")}>
                <Icon name="shieldCheck" size={14} />
                <span className="sr-only">{t("conversation.verified")}</span>
              </span>
            )}
            <RowTime row={row} now={now} place={place} />
          </span>
          <span className="row-line">
            <RowPreview row={row} />
            {row.unread > 0 && (
              <Badge count={row.unread} label={t("chats.unreadCount", { count: row.unread })} />
            )}
          </span>
        </span>
      </a>
    </li>
  );
}

function RowTime({ row, now, place }: { row: ChatRow; now: number; place: Place }) {
  const { t } = useTranslation();
  const sending = row.preview.kind === "sending";
  const ticks = sending ? "waiting" : row.draft ? undefined : row.lastSent;
  return (
    <span className="row-time">
      {ticks && <Ticks state={ticks} />}
      {ticks && <span className="sr-only">{t(`message.${ticks}`)}</span>}
      <time dateTime={new Date(row.at).toISOString()}>{rowStamp(row.at, now, place)}</time>
    </span>
  );
}

/** Typing replaces a draft, a draft the last message. */
function RowPreview({ row }: { row: ChatRow }) {
  const { t } = useTranslation();
  const typing = useTyping(row.chatId);
  if (row.trust.kind === "changed") {
    return (
      <span className="row-preview" data-tone="danger">
        <Icon name="alert" size={14} />
        {t("chats.keyChanged")}
      </span>
    );
  }
  if (typing) {
    return (
      <span className="row-preview" data-tone="typing">
        {t("chats.typing")}
      </span>
    );
  }
  if (row.draft) {
    return (
      <span className="row-preview">
        <span className="row-draft">{t("chats.draft")}</span> {row.draft}
      </span>
    );
  }
  const { preview } = row;
  switch (preview.kind) {
    case "pending":
      return (
        <span className="row-preview">
          <LineSkeleton />
        </span>
      );
    case "none":
      return <span className="row-preview">{t("chats.noMessages")}</span>;
    case "text":
      return (
        <span className="row-preview">
          {preview.mine && <span className="row-sender">{t("chats.you")} </span>}
          <Line said={preview} />
        </span>
      );
    case "sending":
      return (
        <span className="row-preview">
          <span className="row-sender">{t("chats.you")} </span>
          <Line said={preview} />
        </span>
      );
    case "failed":
      return (
        <span className="row-preview">
          <span className="row-draft">{t("chats.notSent")}</span> <Line said={preview} />
        </span>
      );
    case "refused":
      return <span className="row-preview">{t("chats.unreadable")}</span>;
    case "unsupported":
      return <span className="row-preview">{t("chats.unsupported")}</span>;
  }
}

/** Words, or what files a message has and what is said about them. */
function Line({ said: { text, files } }: { said: Said }) {
  const { summary } = useFileWords();
  if (files === undefined) return text;
  return text === "" ? summary(files) : `${summary(files)}: ${text}`;
}
