import type { TFunction } from "i18next";
import { clockTime, daysBetween, type Place, shortDay } from "../../i18n/dates.ts";
import type { Presence } from "./model.ts";

/** Presence in words: "online", "last seen at 14:08". Nothing where nothing was heard yet. */
export function presenceWords(
  t: TFunction,
  presence: Presence | undefined,
  now: number,
  place: Place,
): string | undefined {
  if (presence === undefined) return undefined;
  if (presence.online) return t("presence.online");
  const { lastSeen } = presence;
  if (lastSeen === undefined) return t("presence.offline");
  const minutes = Math.floor((now - lastSeen) / 60_000);
  if (minutes < 1) return t("presence.justNow");
  if (minutes < 60) return t("presence.minutes", { count: minutes });
  const days = daysBetween(lastSeen, now, place);
  const time = clockTime(lastSeen, place);
  if (days === 0) return t("presence.today", { time });
  if (days === 1) return t("presence.yesterday", { time });
  return t("presence.date", { date: shortDay(lastSeen, now, place) });
}
