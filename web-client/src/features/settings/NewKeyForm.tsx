import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/hooks.ts";
import type { Result } from "../../app/result.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { KeepRecoveryKey } from "../account/KeepRecoveryKey.tsx";

interface NewKeyFormProps {
  /** Answers a new recovery key. */
  action: (input: { currentPassword: string }) => Promise<Result<string>>;
  submit: string;
  /** Said after the new key was kept. */
  done: string;
  /** The action ends sessions and keys: its button is red text. */
  grave?: boolean;
}

/** Asks for the password, then shows the new recovery key until it is kept. */
export function NewKeyForm({ action, submit, done, grave = false }: NewKeyFormProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const me = useMe();
  const [currentPassword, setCurrent] = useState("");
  const [key, setKey] = useState<string>();
  const [kept, setKept] = useState(false);
  const renew = useAction(action);

  if (key !== undefined) {
    return (
      <div className="settings-new-key">
        <h2>{t("recoveryKey.newTitle")}</h2>
        <p>{t("recoveryKey.newLead")}</p>
        <KeepRecoveryKey
          login={me.login}
          recoveryKey={key}
          busy={false}
          onKept={() => {
            setKey(undefined);
            setKept(true);
          }}
        />
      </div>
    );
  }
  return (
    <form
      className="settings-form"
      onSubmit={async (event) => {
        event.preventDefault();
        setKept(false);
        const result = await renew.run({ currentPassword });
        if (!result?.ok) return;
        setCurrent("");
        setKey(result.value);
      }}
    >
      <input type="text" name="username" autoComplete="username" value={me.login} readOnly hidden />
      <PasswordField
        label={t("security.current")}
        value={currentPassword}
        onChange={(event) => setCurrent(event.target.value)}
        name="password"
        autoComplete="current-password"
        required
      />
      {renew.error && <Notice tone="danger">{ofError(renew.error)}</Notice>}
      {kept && <Notice tone="ok">{done}</Notice>}
      <div>
        <Button look={grave ? "danger" : "solid"} type="submit" busy={renew.busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
