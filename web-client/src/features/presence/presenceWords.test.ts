import i18next from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import en from "../../i18n/en.json" with { type: "json" };
import ru from "../../i18n/ru.json" with { type: "json" };
import { presenceWords } from "./presenceWords.ts";

const now = Date.UTC(2026, 8, 14, 12, 32);
const minute = 60_000;
const words = (lng: "en" | "ru", ago: number) =>
  presenceWords(i18next.getFixedT(lng), { online: false, lastSeen: now - ago * minute }, now, {
    locale: lng === "en" ? "en-GB" : "ru",
    timeZone: "UTC",
  });

beforeAll(async () => {
  await i18next.init({
    resources: { en: { translation: en }, ru: { translation: ru } },
    interpolation: { escapeValue: false },
  });
});

describe("presence in words", () => {
  it("comes nearer the more recent it is", () => {
    expect(words("en", 0.5)).toBe("last seen just now");
    expect(words("en", 1)).toBe("last seen 1 minute ago");
    expect(words("en", 59)).toBe("last seen 59 minutes ago");
    expect(words("en", 90)).toBe("last seen at 11:02");
    expect(words("en", 24 * 60)).toBe("last seen yesterday at 12:32");
    expect(words("en", 10 * 24 * 60)).toBe("last seen 4 September");
  });

  it("counts in Russian as Russian does", () => {
    expect(words("ru", 1)).toBe("в сети 1 минуту назад");
    expect(words("ru", 3)).toBe("в сети 3 минуты назад");
    expect(words("ru", 21)).toBe("в сети 21 минуту назад");
    expect(words("ru", 12)).toBe("в сети 12 минут назад");
  });

  it("says nothing before anything was heard", () => {
    const t = i18next.getFixedT("en");
    expect(presenceWords(t, undefined, now, { locale: "en" })).toBeUndefined();
    expect(presenceWords(t, { online: true }, now, { locale: "en" })).toBe("online");
    expect(presenceWords(t, { online: false }, now, { locale: "en" })).toBe("offline");
  });
});
