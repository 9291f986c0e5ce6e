import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { linkTo, navigate } from "../../app/history.ts";
import { useAction } from "../../app/useAction.ts";
import { Notice } from "../../ui/Notice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { FirstVisit } from "./FirstVisit.tsx";
import { LoginField } from "./LoginField.tsx";
import { NewPasswordField } from "./NewPasswordField.tsx";
import { OpeningForm } from "./OpeningForm.tsx";
import { keyGroups, normaliseKeyText } from "./recoveryKeyText.ts";

/** The recovery key in place of a lost password. */
export default function Recover() {
  const { t } = useTranslation();
  const { account } = useClient();
  const [login, setLogin] = useState("");
  const [key, setKey] = useState("");
  const [password, setPassword] = useState("");
  const [refused, setRefused] = useState(false);
  const recover = useAction(account.recover);
  const characters = normaliseKeyText(key).length;

  const submit = async (keepUnlocked: boolean) => {
    const incomplete = login.trim() === "" || characters !== 48 || [...password].length < 8;
    setRefused(incomplete);
    if (incomplete) return;
    const result = await recover.run({
      login: login.trim().toLowerCase(),
      recoveryKey: normaliseKeyText(key),
      newPassword: password,
      keepUnlocked,
    });
    if (result?.ok) navigate({ name: "chats" }, "replace");
  };

  return (
    <FirstVisit title={t("recover.title")} lead={t("recover.lead")}>
      <OpeningForm
        submit={t("recover.submit")}
        busy={recover.busy}
        errors={[recover.error]}
        onSubmit={(keepUnlocked) => void submit(keepUnlocked)}
        remark={<Notice tone="plain">{t("recover.sessions")}</Notice>}
      >
        <LoginField
          label={t("recover.login")}
          error={refused && login.trim() === "" ? t("signIn.loginEmpty") : undefined}
          value={login}
          onChange={setLogin}
        />
        <TextField
          label={t("recover.key")}
          help={t("recover.keyHelp", { count: characters })}
          error={
            refused && characters !== 48
              ? t("recover.keyIncomplete", { count: characters })
              : undefined
          }
          mono
          value={key}
          onChange={(event) => setKey(event.target.value)}
          // Once it is whole, the key is shown in the groups in which it was written down.
          onBlur={() => characters === 48 && setKey(keyGroups(key).join(" "))}
          name="recovery-key"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
        />
        <NewPasswordField
          label={t("recover.password")}
          value={password}
          onChange={setPassword}
          login={login}
          short={refused}
        />
      </OpeningForm>
      <p className="first-alternative">
        <a {...linkTo({ name: "chats" })}>{t("recover.backToSignIn")}</a>
      </p>
    </FirstVisit>
  );
}
