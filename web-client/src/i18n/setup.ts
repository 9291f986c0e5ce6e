import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type en from "./en.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
    returnNull: false;
  }
}

export const languages = ["en", "ru"] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself: the same in every catalogue. */
export const languageNames: Record<Language, string> = { en: "English", ru: "Русский" };

/** The language to begin with: the chosen one, else the first of the browser's that we have, else English. */
export function pickLanguage(chosen: Language | undefined, preferred: readonly string[]): Language {
  if (chosen) return chosen;
  for (const tag of preferred) {
    const found = languages.find((language) => tag.toLowerCase().split("-")[0] === language);
    if (found) return found;
  }
  return "en";
}

const catalogues: Record<Language, () => Promise<{ default: typeof en | object }>> = {
  en: () => import("./en.json"),
  ru: () => import("./ru.json"),
};

/** Loads one catalogue and starts with it. The other one is fetched only when it is chosen. */
export async function startI18n(language: Language): Promise<void> {
  const catalogue = await catalogues[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false }, // React escapes
    resources: { [language]: { translation: catalogue.default } },
  });
  document.documentElement.lang = language;
}

export async function changeLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    const catalogue = await catalogues[language]();
    i18next.addResourceBundle(language, "translation", catalogue.default);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
