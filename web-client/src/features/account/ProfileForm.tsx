import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useClient } from "../../app/client.ts";
import { useMe } from "../../app/hooks.ts";
import { useAction } from "../../app/useAction.ts";
import { useErrorText } from "../../i18n/errors.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { PictureField } from "./PictureField.tsx";
import "./steps.css";

interface ProfileFormProps {
  submit: string;
  onSaved: () => void;
  second?: ReactNode;
  /** Shown after the name was saved, where the form stays. */
  saved?: ReactNode;
}

/** Name and picture. The picture is saved when it is cropped, the name with the form. */
export function ProfileForm({ submit, onSaved, second, saved }: ProfileFormProps) {
  const { t } = useTranslation();
  const { ofError } = useErrorText();
  const { account } = useClient();
  const me = useMe();
  const [name, setName] = useState(me.userName);
  const [refused, setRefused] = useState<"empty" | "long">();
  const save = useAction(account.updateName);

  const run = async () => {
    const trimmed = name.trim();
    if (trimmed === "") return setRefused("empty");
    if ([...trimmed].length > 64) return setRefused("long");
    setRefused(undefined);
    const result = trimmed === me.userName ? { ok: true } : await save.run(trimmed);
    if (result?.ok) onSaved();
  };

  return (
    <form
      className="step-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <PictureField />
      <TextField
        label={t("profile.name")}
        help={t("profile.nameHelp")}
        error={
          refused === "empty"
            ? t("profile.nameEmpty")
            : refused === "long"
              ? t("profile.nameLong")
              : undefined
        }
        value={name}
        onChange={(event) => setName(event.target.value)}
        name="name"
        autoComplete="name"
      />
      {save.error && <Notice tone="danger">{ofError(save.error)}</Notice>}
      {saved}
      <div className="step-actions">
        <Button look="solid" large type="submit" busy={save.busy}>
          {submit}
        </Button>
        {second}
      </div>
    </form>
  );
}
