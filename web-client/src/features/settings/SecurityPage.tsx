import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { useMe } from "../../app/hooks.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { NewPasswordField } from "../account/NewPasswordField.tsx";
import { BlockedPeople } from "./BlockedPeople.tsx";
import { NewKeyForm } from "./NewKeyForm.tsx";

export function SecurityPage() {
  const { t } = useTranslation();
  const { account } = useClient();
  return (
    <>
      <ChangePassword />
      <BlockedPeople />
      <section className="settings-section">
        <h2>{t("security.theft")}</h2>
        <p>{t("security.theftText")}</p>
        <NewKeyForm action={account.replaceKeys} submit={t("security.theftAction")} grave />
      </section>
    </>
  );
}

function ChangePassword() {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { account } = useClient();
  const me = useMe();
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const [refused, setRefused] = useState(false);
  const [changed, setChanged] = useState(false);
  const change = useAction(account.changePassword);

  const submit = async () => {
    setChanged(false);
    const incomplete = currentPassword === "" || [...newPassword].length < 8;
    setRefused(incomplete);
    if (incomplete) return;
    const result = await change.run({ currentPassword, newPassword });
    if (!result?.ok) return;
    setCurrent("");
    setNew("");
    setChanged(true);
  };

  return (
    <section className="settings-section">
      <h2>{t("security.password")}</h2>
      <p>{t("security.changeHelp")}</p>
      <form
        className="settings-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <input
          type="text"
          name="username"
          autoComplete="username"
          value={me.login}
          readOnly
          hidden
        />
        <PasswordField
          label={t("security.current")}
          error={refused && currentPassword === "" ? t("security.currentEmpty") : undefined}
          value={currentPassword}
          onChange={(event) => setCurrent(event.target.value)}
          name="password"
          autoComplete="current-password"
          required
        />
        <NewPasswordField
          label={t("security.new")}
          value={newPassword}
          onChange={setNew}
          login={me.login}
          short={refused}
        />
        {change.error && <Notice tone="danger">{ofError(change.error)}</Notice>}
        {changed && <Notice tone="ok">{t("security.changed")}</Notice>}
        <div>
          <Button look="solid" type="submit" busy={change.busy}>
            {t("security.change")}
          </Button>
        </div>
      </form>
    </section>
  );
}
