import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { linkTo, navigate } from "../../app/history.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { FirstVisit } from "./FirstVisit.tsx";
import type { SessionState } from "./model.ts";

interface SignInProps {
  notice: Extract<SessionState, { kind: "signed_out" }>["notice"];
}

export function SignIn({ notice }: SignInProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { account } = useClient();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [keepUnlocked, setKeepUnlocked] = useState(false);
  const logIn = useAction(account.logIn);
  return (
    <FirstVisit title={t("signIn.title")} lead={t("signIn.lead")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void logIn.run({ login: login.trim().toLowerCase(), password, keepUnlocked });
        }}
      >
        {notice && (
          <Notice tone="plain">
            {notice === "logged_out" ? t("signIn.signedOut") : t("signIn.sessionEnded")}
          </Notice>
        )}
        <TextField
          label={t("signIn.login")}
          value={login}
          onChange={(event) => setLogin(event.target.value)}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <PasswordField
          label={t("signIn.password")}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          name="password"
          autoComplete="current-password"
          required
        />
        <Checkbox
          label={t("unlock.keep")}
          help={t("unlock.keepHelp")}
          checked={keepUnlocked}
          onChange={setKeepUnlocked}
        />
        {logIn.error && <Notice tone="danger">{ofError(logIn.error)}</Notice>}
        <div className="first-actions">
          <Button look="solid" large type="submit" busy={logIn.busy}>
            {t("signIn.submit")}
          </Button>
          <Button look="plain" large onClick={() => navigate({ name: "recover" })}>
            {t("signIn.lost")}
          </Button>
        </div>
      </form>
      <p className="first-alternative">
        <Trans
          t={t}
          i18nKey="signIn.new"
          // The link's words stand in the catalogue.
          components={{ create: <NewAccountLink /> }}
        />
      </p>
    </FirstVisit>
  );
}

function NewAccountLink({ children }: { children?: string }) {
  return <a {...linkTo({ name: "register" })}>{children}</a>;
}
