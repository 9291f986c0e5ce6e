import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { navigate } from "../../app/history.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import type { ChatRow } from "./model.ts";

interface BlockDialogProps {
  row: ChatRow;
  onClose: () => void;
}

/** Says what a block does and where it is taken back, and leads to the list, which the chat has left. */
export function BlockDialog({ row: { chatId, companion }, onClose }: BlockDialogProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { chat } = useClient();
  const name = companion.userName;
  const block = useAction(async () => {
    const result = await chat.setBlocked(chatId, true);
    if (result.ok) navigate({ name: "chats" }, "replace");
    return result;
  });
  return (
    <Dialog
      title={t("block.title", { name })}
      onClose={onClose}
      foot={
        <>
          <Button look="danger" busy={block.busy} onClick={() => void block.run()}>
            {t("block.confirm")}
          </Button>
          <Button look="plain" data-first-focus onClick={onClose}>
            {t("ui.cancel")}
          </Button>
        </>
      }
    >
      <p className="dialog-text">{t("block.text", { name })}</p>
      {block.error && <Notice tone="danger">{ofError(block.error)}</Notice>}
    </Dialog>
  );
}
