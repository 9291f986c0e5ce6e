import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { navigate } from "../../app/history.ts";
import { useAction } from "../../app/useAction.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { FirstVisit } from "./FirstVisit.tsx";
import type { SessionState } from "./model.ts";
import { OpeningForm } from "./OpeningForm.tsx";

interface UnlockProps {
  session: Extract<SessionState, { kind: "locked" }>;
}

/** After a reload where the keys were not kept: the browser knows who it was, the vault is closed. */
export function Unlock({ session: { login, userName, unsent } }: UnlockProps) {
  const { t } = useTranslation();
  const { account } = useClient();
  const [password, setPassword] = useState("");
  const [refused, setRefused] = useState(false);
  const unlock = useAction(account.unlock);
  const logOut = useAction(account.logOut);
  return (
    <FirstVisit title={t("unlock.title")} lead={t("unlock.lead")}>
      <p className="unlock-person">
        <span>{userName}</span> <span className="unlock-login">@{login}</span>
      </p>
      <OpeningForm
        submit={t("unlock.submit")}
        busy={unlock.busy}
        errors={[unlock.error, logOut.error]}
        onSubmit={(keepUnlocked) => {
          setRefused(password === "");
          if (password !== "") void unlock.run({ password, keepUnlocked });
        }}
        others={
          <>
            <Button look="plain" large onClick={() => navigate({ name: "recover" })}>
              {t("unlock.lost")}
            </Button>
            <Button look="plain" large busy={logOut.busy} onClick={() => void logOut.run()}>
              {t("unlock.signOut")}
            </Button>
          </>
        }
      >
        {unsent > 0 && <Notice tone="plain">{t("unlock.unsent", { count: unsent })}</Notice>}
        {/* Password managers look for the name beside the password. */}
        <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />
        <PasswordField
          label={t("unlock.password")}
          error={refused && password === "" ? t("signIn.passwordEmpty") : undefined}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          name="password"
          autoComplete="current-password"
          autoFocus
          required
        />
      </OpeningForm>
    </FirstVisit>
  );
}
