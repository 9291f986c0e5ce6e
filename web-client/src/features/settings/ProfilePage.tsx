import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/hooks.ts";
import { Notice } from "../../ui/Notice.tsx";
import { ProfileForm } from "../account/ProfileForm.tsx";

export function ProfilePage() {
  const { t } = useTranslation();
  const me = useMe();
  const [saved, setSaved] = useState(false);
  return (
    <>
      <ProfileForm
        submit={t("ui.save")}
        onSaved={() => setSaved(true)}
        saved={saved && <Notice tone="ok">{t("profile.nameSaved")}</Notice>}
      />
      <dl className="settings-facts">
        <dt>{t("profile.login")}</dt>
        <dd>@{me.login}</dd>
      </dl>
    </>
  );
}
