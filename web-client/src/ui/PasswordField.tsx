import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField, type TextFieldProps } from "./TextField.tsx";

type PasswordFieldProps = Omit<TextFieldProps, "type" | "trailing" | "mono">;

/** A password with a button that shows it: people mistype what they cannot see. */
export function PasswordField(props: PasswordFieldProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <TextField
      autoCapitalize="none"
      spellCheck={false}
      maxLength={256}
      {...props}
      type={shown ? "text" : "password"}
      trailing={
        <button
          type="button"
          className="field-action"
          aria-pressed={shown}
          aria-label={t("ui.showPassword")}
          onClick={() => setShown(!shown)}
        >
          {shown ? t("ui.hide") : t("ui.show")}
        </button>
      }
    />
  );
}
