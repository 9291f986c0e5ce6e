import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import type { ClientError } from "../../app/result.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Menu, type MenuItem } from "../../ui/Menu.tsx";
import { useRowTab } from "../file/views/rowTab.ts";
import type { SentItem } from "./logRows.ts";

interface MessageMenuProps {
  item: SentItem;
  onRemove: () => void;
}

/** What can be done with a message; nothing where nothing can. */
export function MessageMenu({ item, onRemove }: MessageMenuProps) {
  const { t } = useTranslation();
  const { file } = useClient();
  const { ofError } = useErrorText();
  const tabIndex = useRowTab();
  const [failure, setFailure] = useState<ClientError>();
  if (item.kind !== "text" && item.kind !== "files") return null;

  const items: MenuItem[] = [];
  const { text } = item;
  if (text !== undefined) {
    items.push({
      label: t("message.copy"),
      icon: "copy",
      onSelect: () => void navigator.clipboard.writeText(text).catch(() => undefined),
    });
  }
  const saved = item.kind === "files" ? item.files : [];
  for (const { ref, details } of saved) {
    if (ref === undefined) continue;
    items.push({
      label: saved.length === 1 ? t("file.save") : t("file.saveNamed", { name: details.name }),
      icon: "download",
      onSelect: async () => {
        setFailure(undefined);
        const result = await file.saveFile(ref);
        if (!result.ok) setFailure(result.error);
      },
    });
  }
  if (item.mine && item.id !== undefined) {
    items.push({ label: t("remove.action"), icon: "trash", danger: true, onSelect: onRemove });
  }
  if (items.length === 0) return null;
  return (
    <div className="message-menu">
      <Menu label={t("message.menu")} items={items} floating tabIndex={tabIndex} />
      {failure !== undefined && (
        <p className="message-failed" role="alert">
          {ofError(failure)}
        </p>
      )}
    </div>
  );
}
