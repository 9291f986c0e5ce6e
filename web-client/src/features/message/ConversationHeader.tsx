import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { goBack, navigate } from "../../app/history.ts";
import { useNow, usePlace, usePresence, useTyping } from "../../app/hooks.ts";
import { IconButton } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Menu } from "../../ui/Menu.tsx";
import type { ChatRow } from "../chat/model.ts";
import { PersonAvatar } from "../chat/PersonAvatar.tsx";
import { presenceWords } from "../presence/presenceWords.ts";

interface ConversationHeaderProps {
  row: ChatRow;
  details: boolean;
  onCompare: () => void;
  onBlock: () => void;
}

export function ConversationHeader({ row, details, onCompare, onBlock }: ConversationHeaderProps) {
  const { t } = useTranslation();
  const { companion, chatId } = row;
  const presence = usePresence(companion.userId);
  const typing = useTyping(chatId);
  const words = presenceWords(t, presence, useNow(), usePlace());
  const toggleDetails = () => navigate({ name: "chat", chatId, details: !details }, "replace");
  return (
    <header className="conversation-head">
      <span className="conversation-back">
        <IconButton
          icon="back"
          label={t("conversation.back")}
          onClick={() => goBack({ name: "chats" })}
        />
      </span>
      <button type="button" className="conversation-person" onClick={toggleDetails}>
        <PersonAvatar person={companion} size={36} online={presence?.online} />
        <span className="conversation-words">
          <span className="conversation-name">
            <span className="conversation-name-text">{companion.userName}</span>
            {row.trust.kind === "verified" && (
              <span className="conversation-verified" title={t("conversation.verified")}>
                <Icon name="shieldCheck" size={16} />
                <span className="sr-only">{t("conversation.verified")}</span>
              </span>
            )}
          </span>
          {typing ? (
            <span className="conversation-presence" data-typing="true">
              {t("presence.typing")}
            </span>
          ) : (
            words && <span className="conversation-presence">{words}</span>
          )}
        </span>
      </button>
      <TypingAnnouncement name={companion.userName} typing={typing} />
      <span className="conversation-toggle">
        <IconButton
          icon="panel"
          label={t("conversation.details")}
          aria-pressed={details}
          onClick={toggleDetails}
        />
      </span>
      <Menu
        label={t("conversation.menu")}
        items={[
          ...(row.begun
            ? []
            : [
                {
                  label: t("conversation.menuSafety"),
                  icon: "shield",
                  onSelect: onCompare,
                } as const,
              ]),
          {
            label: t("conversation.menuDetails"),
            icon: "user",
            onSelect: () => navigate({ name: "chat", chatId, details: true }),
          },
          ...(row.begun || row.blocked
            ? []
            : [
                {
                  label: t("block.action"),
                  icon: "block",
                  danger: true,
                  onSelect: onBlock,
                } as const,
              ]),
        ]}
      />
    </header>
  );
}

const announceEvery = 60_000;

/** Typing flickers; a screen reader hears of it at most once a minute. */
function TypingAnnouncement({ name, typing }: { name: string; typing: boolean }) {
  const { t } = useTranslation();
  const [announcedAt, setAnnouncedAt] = useState<number>();
  useEffect(() => {
    if (!typing) return;
    setAnnouncedAt((before) =>
      before === undefined || Date.now() - before > announceEvery ? Date.now() : before,
    );
  }, [typing]);
  return (
    <span className="sr-only" aria-live="polite">
      {announcedAt !== undefined && (
        <span key={announcedAt}>{t("presence.nowTyping", { name })}</span>
      )}
    </span>
  );
}
