import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { linkTo, navigate } from "../../app/history.ts";
import { useAction } from "../../app/useAction.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { FirstVisit } from "./FirstVisit.tsx";
import { LoginField } from "./LoginField.tsx";
import type { SessionState } from "./model.ts";
import { OpeningForm } from "./OpeningForm.tsx";

interface SignInProps {
  session: Extract<SessionState, { kind: "signed_out" }>;
}

export function SignIn({ session }: SignInProps) {
  const { t } = useTranslation();
  const { account } = useClient();
  const unsent = session.notice === "session_ended" ? session.unsent : undefined;
  const [login, setLogin] = useState(unsent?.login ?? "");
  const [password, setPassword] = useState("");
  const [refused, setRefused] = useState(false);
  const logIn = useAction(account.logIn);
  const submit = (keepUnlocked: boolean) => {
    const given = login.trim().toLowerCase();
    setRefused(given === "" || password === "");
    if (given !== "" && password !== "") void logIn.run({ login: given, password, keepUnlocked });
  };
  return (
    <FirstVisit title={t("signIn.title")} lead={t("signIn.lead")}>
      <OpeningForm
        submit={t("signIn.submit")}
        busy={logIn.busy}
        errors={[logIn.error]}
        onSubmit={submit}
        others={
          <Button look="plain" large onClick={() => navigate({ name: "recover" })}>
            {t("signIn.lost")}
          </Button>
        }
      >
        {session.notice && session.notice !== "registration_begun" && (
          <Notice tone="plain">
            {t(`signIn.notice.${session.notice}`)}
            {unsent && ` ${t("signIn.unsent", { ...unsent })}`}
          </Notice>
        )}
        <LoginField
          label={t("signIn.login")}
          error={refused && login.trim() === "" ? t("signIn.loginEmpty") : undefined}
          value={login}
          onChange={setLogin}
        />
        <PasswordField
          label={t("signIn.password")}
          error={refused && password === "" ? t("signIn.passwordEmpty") : undefined}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          name="password"
          autoComplete="current-password"
          required
        />
      </OpeningForm>
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
