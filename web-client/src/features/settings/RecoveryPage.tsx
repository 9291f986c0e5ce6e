import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { NewKeyForm } from "./NewKeyForm.tsx";

export function RecoveryPage() {
  const { t } = useTranslation();
  const { account } = useClient();
  return (
    <section className="settings-section">
      <p>{t("recoverySettings.lead")}</p>
      <NewKeyForm action={account.renewRecoveryKey} submit={t("recoverySettings.submit")} />
    </section>
  );
}
