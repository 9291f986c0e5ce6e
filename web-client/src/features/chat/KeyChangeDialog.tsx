import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import type { ChatRow } from "./model.ts";

interface KeyChangeDialogProps {
  row: ChatRow;
  onClose: () => void;
  onCompare: () => void;
}

/** The companion's keys do not follow from the pinned ones: nothing is sent until the person decides here. */
export default function KeyChangeDialog({ row, onClose, onCompare }: KeyChangeDialogProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { chat } = useClient();
  const accept = useAction(() => chat.acceptChangedKeys(row.chatId));
  const name = row.companion.userName;
  return (
    <Dialog
      title={t("keyChange.title", { name })}
      onClose={onClose}
      foot={
        <>
          <Button look="solid" onClick={onCompare}>
            {t("keyChange.compare")}
          </Button>
          <Button
            look="danger"
            busy={accept.busy}
            onClick={async () => {
              const result = await accept.run();
              if (result?.ok) onClose();
            }}
          >
            {t("keyChange.accept")}
          </Button>
          <Button look="plain" onClick={onClose}>
            {t("keyChange.later")}
          </Button>
        </>
      }
    >
      <p className="dialog-text">{t("keyChange.text", { name })}</p>
      <p className="dialog-text">{t("keyChange.acceptHelp", { name })}</p>
      {accept.error && <Notice tone="danger">{ofError(accept.error)}</Notice>}
    </Dialog>
  );
}
