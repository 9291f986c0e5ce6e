import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useMedia } from "../../app/hooks.ts";
import { changeLanguage, languageNames, languages } from "../../i18n/setup.ts";
import { type Appearance, useAppearance } from "../../ui/appearance.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { Toggle } from "../../ui/Toggle.tsx";

export function AppearancePage() {
  const { t, i18n } = useTranslation();
  const { density, text, reduceMotion, sendWithEnter, change } = useAppearance();
  const systemReduces = useMedia("(prefers-reduced-motion: reduce)");
  return (
    <div className="settings-lines">
      <ThemeChoice />
      <Segmented
        label={t("appearance.density")}
        value={density}
        options={[
          { value: "comfortable", label: t("appearance.comfortable") },
          { value: "compact", label: t("appearance.compact") },
        ]}
        onChange={(value) => change({ density: value })}
      />
      <Segmented
        label={t("appearance.text")}
        value={text}
        options={[
          { value: "small", label: t("appearance.small") },
          { value: "normal", label: t("appearance.normal") },
          { value: "large", label: t("appearance.large") },
        ]}
        onChange={(value) => change({ text: value })}
      />
      <Segmented
        label={t("appearance.language")}
        value={languages.find((language) => language === i18n.language) ?? "en"}
        options={languages.map((language) => ({ value: language, label: languageNames[language] }))}
        onChange={(language) => {
          change({ language });
          void changeLanguage(language);
        }}
      />
      <Toggle
        label={t("appearance.motion")}
        {...(systemReduces ? { help: t("appearance.motionSystem") } : {})}
        checked={reduceMotion || systemReduces}
        disabled={systemReduces}
        onChange={(checked) => change({ reduceMotion: checked })}
      />
      <Toggle
        label={t("appearance.enter")}
        help={t("appearance.enterHelp")}
        checked={sendWithEnter}
        onChange={(checked) => change({ sendWithEnter: checked })}
      />
    </div>
  );
}

const themes: readonly Appearance["theme"][] = ["system", "light", "dark", "contrast"];

/** Each theme is shown as a small conversation in that theme. */
function ThemeChoice() {
  const { t } = useTranslation();
  const name = useId();
  const { theme, change } = useAppearance();
  return (
    <fieldset className="themes">
      <legend className="sr-only">{t("appearance.theme")}</legend>
      {themes.map((one) => (
        <label key={one}>
          <input
            type="radio"
            className="sr-only"
            name={name}
            checked={one === theme}
            onChange={() => change({ theme: one })}
          />
          <span className="theme-pictures" aria-hidden="true">
            {one !== "dark" && <ThemePicture theme="light" contrast={one === "contrast"} />}
            {(one === "dark" || one === "system") && <ThemePicture theme="dark" contrast={false} />}
          </span>
          {t(`appearance.${one}`)}
        </label>
      ))}
    </fieldset>
  );
}

function ThemePicture({ theme, contrast }: { theme: "light" | "dark"; contrast: boolean }) {
  return (
    <span className="theme-picture" data-theme={theme} data-contrast={contrast ? "more" : "no"}>
      <span />
      <span />
      <span data-mine="true" />
    </span>
  );
}
