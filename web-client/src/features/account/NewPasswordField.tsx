import { useTranslation } from "react-i18next";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { passwordStrength, type Strength } from "./passwordStrength.ts";
import "./newPassword.css";

interface NewPasswordFieldProps {
  label: string;
  value: string;
  onChange: (password: string) => void;
  login: string;
  /** The form was sent while it could not be: say so where there are fewer than eight characters. */
  short: boolean;
}

const hints = {
  short: "strength.hintShort",
  weak: "strength.hintWeak",
  fair: "strength.hintFair",
  good: "strength.hintGood",
  strong: "strength.hintStrong",
} as const satisfies Record<Strength, string>;

const steps: readonly Strength[] = ["weak", "fair", "good", "strong"];

/** A password that is being chosen, with its strength in words: what it is, and what would make it better. */
export function NewPasswordField({ label, value, onChange, login, short }: NewPasswordFieldProps) {
  const { t } = useTranslation();
  const strength = passwordStrength(value, login);
  const reached = steps.indexOf(strength);
  return (
    <PasswordField
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      name="new-password"
      autoComplete="new-password"
      error={short && strength === "short" ? t("register.passwordShort") : undefined}
      required
      help={
        value === "" ? (
          t("strength.hintShort")
        ) : (
          <span className="strength" data-strength={strength}>
            <span className="strength-bars" aria-hidden="true">
              {steps.map((step, at) => (
                <span key={step} data-filled={at <= reached || undefined} />
              ))}
            </span>
            <span aria-live="polite">
              <span className="strength-word">
                {t("strength.label", { word: t(`strength.${strength}`) })}
              </span>
              . {t(hints[strength])}
            </span>
          </span>
        )
      }
    />
  );
}
