import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { useMe } from "../../app/hooks.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Notice } from "../../ui/Notice.tsx";
import type { ChatRow } from "./model.ts";
import { PersonAvatar } from "./PersonAvatar.tsx";
import { SafetyGroups } from "./SafetyGroups.tsx";
import { useSafetyNumber } from "./useSafetyNumber.ts";

interface SafetyDialogProps {
  row: ChatRow;
  onClose: () => void;
}

/** Two people read the twelve groups to each other and say whether they are the same. */
export default function SafetyDialog({ row, onClose }: SafetyDialogProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { chat } = useClient();
  const me = useMe();
  const [differ, setDiffer] = useState(false);
  const number = useSafetyNumber(row.chatId);
  const mark = useAction((verified: boolean) => chat.setVerified(row.chatId, verified));
  const name = row.companion.userName;
  const verified = row.trust.kind === "verified";

  const theyAreTheSame = async () => {
    const result = await mark.run(true);
    if (result?.ok) onClose();
  };
  const theyDiffer = async () => {
    const result = await mark.run(false);
    if (result?.ok) setDiffer(true);
  };

  if (differ) {
    return (
      <Dialog
        title={t("safety.differTitle")}
        onClose={onClose}
        foot={
          <Button look="solid" onClick={onClose}>
            {t("safety.stop")}
          </Button>
        }
      >
        <p className="dialog-text">{t("safety.differText", { name })}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t("safety.title", { name })}
      onClose={onClose}
      ornament={
        <>
          <PersonAvatar person={row.companion} size={44} />
          <Icon name="lock" size={16} />
          <PersonAvatar person={me} size={44} />
        </>
      }
      foot={
        number?.ok &&
        (verified ? (
          <>
            <Button look="solid" onClick={onClose}>
              {t("ui.close")}
            </Button>
            <Button look="plain" busy={mark.busy} onClick={() => void mark.run(false)}>
              {t("safety.unverify")}
            </Button>
          </>
        ) : (
          <>
            <Button look="solid" busy={mark.busy} onClick={() => void theyAreTheSame()}>
              {t("safety.same")}
            </Button>
            <Button look="danger" onClick={() => void theyDiffer()}>
              {t("safety.differ")}
            </Button>
          </>
        ))
      }
    >
      <p className="dialog-text">{t("safety.lead")}</p>
      <div className="dialog-key">
        {number?.ok && <SafetyGroups groups={number.value} />}
        {number === undefined && <p role="status">{t("ui.loading")}</p>}
        {number?.ok === false && (
          <Notice tone="danger">
            {t("safety.failed")} {ofError(number.error)}
          </Notice>
        )}
      </div>
      {verified && <Notice tone="ok">{t("safety.verified")}</Notice>}
      {mark.error && <Notice tone="danger">{ofError(mark.error)}</Notice>}
    </Dialog>
  );
}
