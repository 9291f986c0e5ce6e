import { create } from "zustand";
import { type Language, languages } from "../i18n/setup.ts";

export interface Appearance {
  theme: "system" | "light" | "dark" | "contrast";
  density: "comfortable" | "compact";
  text: "small" | "normal" | "large";
  reduceMotion: boolean;
  sendWithEnter: boolean;
  /** Absent: the browser's. */
  language?: Language;
}

const standard: Appearance = {
  theme: "system",
  density: "comfortable",
  text: "normal",
  reduceMotion: false,
  sendWithEnter: true,
};

const storageKey = "ren.appearance";

interface AppearanceStore extends Appearance {
  change: (part: Partial<Appearance>) => void;
}

/** How the client looks on this device. It holds no secret, so plain local storage keeps it, also before sign-in. */
export const useAppearance = create<AppearanceStore>()((set, get) => ({
  ...readAppearance(),
  change: (part) => {
    set(part);
    const { change: _, ...kept } = get();
    try {
      localStorage.setItem(storageKey, JSON.stringify(kept));
    } catch {
      // A browser that stores nothing shows the choice until the page is closed.
    }
  },
}));

function readAppearance(): Appearance {
  try {
    return parseAppearance(JSON.parse(localStorage.getItem(storageKey) ?? "{}"));
  } catch {
    return standard;
  }
}

/** Takes from `stored` what is a known choice and the standard for the rest. */
export function parseAppearance(stored: unknown): Appearance {
  const from =
    typeof stored === "object" && stored !== null ? (stored as Record<string, unknown>) : {};
  const language = languages.find((one) => one === from.language);
  return {
    theme: oneOf(from.theme, ["system", "light", "dark", "contrast"], standard.theme),
    density: oneOf(from.density, ["comfortable", "compact"], standard.density),
    text: oneOf(from.text, ["small", "normal", "large"], standard.text),
    reduceMotion: from.reduceMotion === true,
    sendWithEnter: from.sendWithEnter !== false,
    ...(language ? { language } : {}),
  };
}

function oneOf<Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
  otherwise: Choice,
): Choice {
  return choices.find((choice) => choice === value) ?? otherwise;
}

/** Keeps the attributes of `<html>`, which tokens.css reads, in step with the choices and the system. */
export function applyAppearance(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const contrast = matchMedia("(prefers-contrast: more)");
  const apply = () => {
    const { theme, density, text, reduceMotion } = useAppearance.getState();
    const root = document.documentElement;
    const systemTheme = dark.matches ? "dark" : "light";
    root.dataset.theme = theme === "system" || theme === "contrast" ? systemTheme : theme;
    root.toggleAttribute("data-contrast", false);
    if (theme === "contrast" || contrast.matches) root.dataset.contrast = "more";
    root.dataset.density = density;
    root.dataset.text = text;
    if (reduceMotion) root.dataset.motion = "reduce";
    else delete root.dataset.motion;
  };
  dark.addEventListener("change", apply);
  contrast.addEventListener("change", apply);
  useAppearance.subscribe(apply);
  apply();
}
