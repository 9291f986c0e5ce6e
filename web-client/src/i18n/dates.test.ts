import { describe, expect, it } from "vitest";
import { clockTime, dayKey, daysBetween, localeFor, longDay, rowStamp, shortDay } from "./dates.ts";

const oslo = { locale: "en-GB", timeZone: "Europe/Oslo" };
const moscow = { locale: "ru", timeZone: "Europe/Moscow" };
const now = Date.UTC(2026, 8, 14, 12, 32);

describe("times in words", () => {
  it("show the clock of the reader's zone", () => {
    expect(clockTime(now, oslo)).toBe("14:32");
    expect(clockTime(now, moscow)).toBe("15:32");
  });

  it("follow the region's clock where the browser names one", () => {
    expect(localeFor("en", ["de-DE", "en-US"])).toBe("en-US");
    expect(localeFor("en", ["de-DE"])).toBe("en-GB");
    expect(localeFor("ru", ["en-US"])).toBe("ru");
  });

  it("name a day with its weekday, and the year only when it is another one", () => {
    expect(longDay(now, now, oslo)).toBe("Monday 14 September");
    expect(longDay(now, now, moscow)).toBe("Понедельник, 14 сентября");
    expect(shortDay(Date.UTC(2025, 2, 4), now, oslo)).toBe("4 March 2025");
    expect(shortDay(Date.UTC(2026, 2, 4), now, moscow)).toBe("4 марта");
  });

  it("split days at the reader's midnight, not at Greenwich's", () => {
    const lateInGreenwich = Date.UTC(2026, 8, 14, 22, 30);
    expect(dayKey(lateInGreenwich, oslo)).toBe("2026-09-15");
    expect(dayKey(lateInGreenwich, { locale: "en-GB", timeZone: "UTC" })).toBe("2026-09-14");
  });

  it("count calendar days, also over the change of the clocks", () => {
    const beforeChange = Date.UTC(2026, 9, 24, 22, 30);
    const afterChange = Date.UTC(2026, 9, 25, 23, 30);
    expect(daysBetween(beforeChange, afterChange, oslo)).toBe(1);
  });

  it("stamp rows by time, weekday, then date", () => {
    expect(rowStamp(now - 3_600_000, now, oslo)).toBe("13:32");
    expect(rowStamp(now - 3 * 86_400_000, now, oslo)).toBe("Fri");
    expect(rowStamp(now - 3 * 86_400_000, now, moscow)).toBe("пт");
    expect(rowStamp(Date.UTC(2026, 5, 4), now, oslo)).toBe("4 Jun");
    expect(rowStamp(Date.UTC(2025, 5, 4), now, oslo)).toBe("04/06/25");
  });
});
