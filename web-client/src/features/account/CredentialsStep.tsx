import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useClient } from "../../app/client.ts";
import { linkTo } from "../../app/history.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { LoginField } from "./LoginField.tsx";
import { NewPasswordField } from "./NewPasswordField.tsx";
import { StepFrame } from "./StepFrame.tsx";

/** A username: 3 to 32 of a–z, 0–9 and _ (protocol, section 2). */
const loginForm = /^[a-z0-9_]{3,32}$/;

export function CredentialsStep() {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { account, session } = useClient();
  const begun = useStore(session, (state) =>
    state.kind === "signed_out" && state.notice === "registration_begun" ? state.login : undefined,
  );
  const [typed, setTyped] = useState(begun ?? "");
  const [password, setPassword] = useState("");
  const [refused, setRefused] = useState(false);
  const start = useAction(account.startRegistration);
  const login = typed.trim().toLowerCase();

  const submit = () => {
    const incomplete = !loginForm.test(login) || [...password].length < 8;
    setRefused(incomplete);
    if (!incomplete) void start.run({ login, password });
  };

  const taken = start.error?.code === "login_taken";
  return (
    <StepFrame step={1} title={t("register.title")} lead={t("register.lead")}>
      <form
        className="step-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {begun !== undefined && (
          <Notice tone="plain">{t("register.begun", { login: begun })}</Notice>
        )}
        <LoginField
          label={t("register.login")}
          help={t("register.loginHelp")}
          error={
            refused && !loginForm.test(login)
              ? t("register.loginInvalid")
              : taken
                ? t("error.login_taken")
                : undefined
          }
          value={typed}
          onChange={setTyped}
          mono
        />
        <NewPasswordField
          label={t("register.password")}
          value={password}
          onChange={setPassword}
          login={login}
          short={refused}
        />
        {start.error && !taken && <Notice tone="danger">{ofError(start.error)}</Notice>}
        <div className="step-actions">
          <Button look="solid" large type="submit" busy={start.busy}>
            {t("register.submit")}
          </Button>
        </div>
      </form>
      <p className="step-alternative">
        <Trans t={t} i18nKey="register.haveAccount" components={{ signIn: <SignInLink /> }} />
      </p>
    </StepFrame>
  );
}

function SignInLink({ children }: { children?: string }) {
  return <a {...linkTo({ name: "chats" })}>{children}</a>;
}
