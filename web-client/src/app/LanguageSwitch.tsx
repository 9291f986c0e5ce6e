import { useTranslation } from "react-i18next";
import { changeLanguage, languageNames, languages } from "../i18n/setup.ts";
import { useAppearance } from "../ui/appearance.ts";
import "./languageSwitch.css";

/** The languages by their own names, at the foot of the screens before sign-in. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const change = useAppearance((appearance) => appearance.change);
  return (
    <fieldset className="languages">
      <legend className="sr-only">{t("signIn.language")}</legend>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.language === language}
          onClick={() => {
            change({ language });
            void changeLanguage(language);
          }}
        >
          {languageNames[language]}
        </button>
      ))}
    </fieldset>
  );
}
