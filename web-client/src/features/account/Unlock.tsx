import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { navigate } from "../../app/history.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { FirstVisit } from "./FirstVisit.tsx";

interface UnlockProps {
  login: string;
  userName: string;
}

/** After a reload where the keys were not kept: the session lives, the vault is closed. */
export function Unlock({ login, userName }: UnlockProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { account } = useClient();
  const [password, setPassword] = useState("");
  const [keepUnlocked, setKeepUnlocked] = useState(false);
  const unlock = useAction(account.unlock);
  const logOut = useAction(account.logOut);
  return (
    <FirstVisit title={t("unlock.title")} lead={t("unlock.lead")}>
      <p className="unlock-person">
        <span>{userName}</span> <span className="unlock-login">@{login}</span>
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void unlock.run({ password, keepUnlocked });
        }}
      >
        {/* Password managers look for the name beside the password. */}
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        <PasswordField
          label={t("unlock.password")}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          name="password"
          autoComplete="current-password"
          autoFocus
          required
        />
        <Checkbox
          label={t("unlock.keep")}
          help={t("unlock.keepHelp")}
          checked={keepUnlocked}
          onChange={setKeepUnlocked}
        />
        {unlock.error && <Notice tone="danger">{ofError(unlock.error)}</Notice>}
        {logOut.error && <Notice tone="danger">{ofError(logOut.error)}</Notice>}
        <div className="first-actions">
          <Button look="solid" large type="submit" busy={unlock.busy}>
            {t("unlock.submit")}
          </Button>
          <Button look="plain" large onClick={() => navigate({ name: "recover" })}>
            {t("unlock.lost")}
          </Button>
          <Button look="plain" large busy={logOut.busy} onClick={() => void logOut.run()}>
            {t("unlock.signOut")}
          </Button>
        </div>
      </form>
    </FirstVisit>
  );
}
