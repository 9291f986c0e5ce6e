/**
 * Times in words, by Intl. All functions take the moment and "now" in milliseconds since 1970; the locale is a
 * BCP 47 tag and the zone an IANA name (absent: the browser's), so that tests do not depend on the machine.
 */
export interface Place {
  locale: string;
  timeZone?: string | undefined;
}

/** The region decides between 14:32 and 2:32 PM: take the browser's tag if it is of this language, else a plain one. */
export function localeFor(language: string, preferred: readonly string[]): string {
  const own = preferred.find((tag) => tag.toLowerCase().startsWith(`${language}-`));
  return own ?? (language === "en" ? "en-GB" : language);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function format(
  moment: number,
  { locale, timeZone }: Place,
  options: Intl.DateTimeFormatOptions,
): string {
  const key = JSON.stringify([locale, timeZone, options]);
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, { ...options, ...(timeZone ? { timeZone } : {}) });
    formatters.set(key, formatter);
  }
  return formatter.format(moment);
}

/** 14:32 */
export function clockTime(moment: number, place: Place): string {
  return format(moment, place, { timeStyle: "short" });
}

/** The day in the reader's zone as YYYY-MM-DD: equal for two moments exactly when no separator stands between them. */
export function dayKey(moment: number, place: Place): string {
  return format(
    moment,
    { ...place, locale: "en-CA" },
    { year: "numeric", month: "2-digit", day: "2-digit" },
  );
}

/** Whole days from `moment` to `now` in the reader's zone; 0 is today, 1 yesterday. */
export function daysBetween(moment: number, now: number, place: Place): number {
  return Math.round(
    (Date.parse(dayKey(now, place)) - Date.parse(dayKey(moment, place))) / 86_400_000,
  );
}

/** Saturday, 14 September; with the year if it is another one. */
export function longDay(moment: number, now: number, place: Place): string {
  const sameYear = dayKey(moment, place).slice(0, 4) === dayKey(now, place).slice(0, 4);
  const text = format(moment, place, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  });
  return text.charAt(0).toLocaleUpperCase(place.locale) + text.slice(1);
}

/** 4 March; with the year if it is another one. */
export function shortDay(moment: number, now: number, place: Place): string {
  const sameYear = dayKey(moment, place).slice(0, 4) === dayKey(now, place).slice(0, 4);
  return format(moment, place, {
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** When something was sent, on its own: the time today, else with its day. */
export function fullStamp(moment: number, now: number, place: Place): string {
  if (daysBetween(moment, now, place) <= 0) return clockTime(moment, place);
  const sameYear = dayKey(moment, place).slice(0, 4) === dayKey(now, place).slice(0, 4);
  return format(moment, place, {
    ...{ day: "numeric", month: "long", hour: "numeric", minute: "2-digit" },
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** The stamp of a row in the chat list: the time today, the weekday within a week, then the date. */
export function rowStamp(moment: number, now: number, place: Place): string {
  const days = daysBetween(moment, now, place);
  if (days <= 0) return clockTime(moment, place);
  if (days < 7) return format(moment, place, { weekday: "short" });
  const sameYear = dayKey(moment, place).slice(0, 4) === dayKey(now, place).slice(0, 4);
  return format(
    moment,
    place,
    sameYear
      ? { day: "numeric", month: "short" }
      : { day: "2-digit", month: "2-digit", year: "2-digit" },
  );
}
