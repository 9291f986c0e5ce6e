import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../app/hooks.ts";
import type { Result } from "../../app/result.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";

interface NewKeyFormProps {
  /** Answers a new recovery key. */
  action: (input: { currentPassword: string }) => Promise<Result<string>>;
  submit: string;
  /** The action ends sessions and keys: its button is red text. */
  grave?: boolean;
}

/** Asks for the password; the new recovery key then stands in front of everything until it is kept. */
export function NewKeyForm({ action, submit, grave = false }: NewKeyFormProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const me = useMe();
  const [currentPassword, setCurrent] = useState("");
  const [refused, setRefused] = useState(false);
  const renew = useAction(action);

  return (
    <form
      className="settings-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setRefused(currentPassword === "");
        if (currentPassword !== "") void renew.run({ currentPassword });
      }}
    >
      <input type="text" name="username" autoComplete="username" value={me.login} readOnly hidden />
      <PasswordField
        label={t("security.current")}
        error={refused && currentPassword === "" ? t("security.currentEmpty") : undefined}
        value={currentPassword}
        onChange={(event) => setCurrent(event.target.value)}
        name="password"
        autoComplete="current-password"
        required
      />
      {renew.error && <Notice tone="danger">{ofError(renew.error)}</Notice>}
      <div>
        <Button look={grave ? "danger" : "solid"} type="submit" busy={renew.busy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
