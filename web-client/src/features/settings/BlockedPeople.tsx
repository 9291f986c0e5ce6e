import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useClient } from "../../app/client.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import type { ChatRow } from "../chat/model.ts";
import { PersonAvatar } from "../chat/PersonAvatar.tsx";

/** Whom the person has blocked, each with the way back. */
export function BlockedPeople() {
  const { t } = useTranslation();
  const rows = useStore(useClient().chats, (chats) => chats.rows);
  const blocked = rows.filter((row) => row.blocked);
  return (
    <section className="settings-section">
      <h2>{t("block.listTitle")}</h2>
      <p>{t(blocked.length === 0 ? "block.listEmpty" : "block.listHelp")}</p>
      {blocked.length > 0 && (
        <ul className="sessions">
          {blocked.map((row) => (
            <BlockedPerson key={row.chatId} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}

function BlockedPerson({ row: { chatId, companion } }: { row: ChatRow }) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { chat } = useClient();
  const unblock = useAction(() => chat.setBlocked(chatId, false));
  return (
    <li className="session">
      <PersonAvatar person={companion} size={36} />
      <div>
        <p className="session-name">{companion.userName}</p>
        <p className="session-login">@{companion.login}</p>
        {unblock.error && <Notice tone="danger">{ofError(unblock.error)}</Notice>}
      </div>
      <Button
        busy={unblock.busy}
        aria-label={t("block.undoOf", { name: companion.userName })}
        onClick={() => void unblock.run()}
      >
        {t("block.undo")}
      </Button>
    </li>
  );
}
