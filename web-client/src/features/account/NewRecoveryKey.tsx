import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { FirstVisit } from "./FirstVisit.tsx";
import { KeepRecoveryKey } from "./KeepRecoveryKey.tsx";

interface NewRecoveryKeyProps {
  login: string;
  recoveryKey: string;
}

/** Stands in front of everything until a new recovery key is kept: the old one opens nothing any more. */
export default function NewRecoveryKey({ login, recoveryKey }: NewRecoveryKeyProps) {
  const { t } = useTranslation();
  const { account } = useClient();
  return (
    <FirstVisit title={t("recoveryKey.newTitle")} lead={t("recoveryKey.newLead")}>
      <KeepRecoveryKey
        login={login}
        recoveryKey={recoveryKey}
        busy={false}
        onKept={account.keptRecoveryKey}
      />
    </FirstVisit>
  );
}
