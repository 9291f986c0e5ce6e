import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { KeepRecoveryKey } from "./KeepRecoveryKey.tsx";
import { StepFrame } from "./StepFrame.tsx";

interface RecoveryKeyStepProps {
  login: string;
  recoveryKey: string;
}

export function RecoveryKeyStep({ login, recoveryKey }: RecoveryKeyStepProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { account } = useClient();
  const [keepUnlocked, setKeepUnlocked] = useState(false);
  const finish = useAction(account.finishRegistration);
  return (
    <StepFrame step={2} title={t("recoveryKey.title")} lead={t("recoveryKey.lead")}>
      <KeepRecoveryKey
        login={login}
        recoveryKey={recoveryKey}
        busy={finish.busy}
        onKept={() => void finish.run({ keepUnlocked })}
        second={
          <Button look="plain" large onClick={account.leaveRegistration}>
            {t("ui.back")}
          </Button>
        }
      >
        <Checkbox
          label={t("unlock.keep")}
          help={t("unlock.keepHelp")}
          checked={keepUnlocked}
          onChange={setKeepUnlocked}
        />
        {finish.error && <Notice tone="danger">{ofError(finish.error)}</Notice>}
      </KeepRecoveryKey>
    </StepFrame>
  );
}
