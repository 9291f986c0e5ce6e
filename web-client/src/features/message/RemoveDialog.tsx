import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";

interface RemoveDialogProps {
  chatId: string;
  messageKey: string;
  /** The companion's. */
  name: string;
  onClose: () => void;
}

/** Asks before an own message goes: it cannot be brought back. */
export function RemoveDialog({ chatId, messageKey, name, onClose }: RemoveDialogProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { message } = useClient();
  const remove = useAction(() => message.remove(chatId, messageKey));
  return (
    <Dialog
      title={t("remove.title")}
      onClose={onClose}
      foot={
        <>
          <Button
            look="danger"
            busy={remove.busy}
            onClick={async () => {
              const result = await remove.run();
              if (result?.ok) onClose();
            }}
          >
            {t("remove.submit")}
          </Button>
          <Button look="plain" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
        </>
      }
    >
      <p className="dialog-text">{t("remove.text", { name })}</p>
      {remove.error && <Notice tone="danger">{ofError(remove.error)}</Notice>}
    </Dialog>
  );
}
