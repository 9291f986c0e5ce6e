import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { daysBetween, longDay, type Place } from "../../i18n/dates.ts";
import type { Separator } from "./logRows.ts";

interface DayProps {
  place: Place;
  now: number;
}

/** The lines above an item: a new day, the first unread message. */
export function Separators({
  separators,
  place,
  now,
}: DayProps & { separators: readonly Separator[] }) {
  const { t } = useTranslation();
  return separators.map((line) =>
    line.kind === "day" ? (
      <p key="day" className="log-day">
        {dayWords(t, line.at, now, place)}
      </p>
    ) : (
      <p key="unread" className="log-unread">
        {t("conversation.unread", { count: line.count })}
      </p>
    ),
  );
}

/** While one reads back, the day of what is on the screen floats at the top. The separators say it to screen readers. */
export function FloatingDay({ at, place, now }: DayProps & { at: number | undefined }) {
  const { t } = useTranslation();
  if (at === undefined) return null;
  return (
    <p className="log-floating-day" aria-hidden="true">
      {dayWords(t, at, now, place)}
    </p>
  );
}

function dayWords(t: TFunction, at: number, now: number, place: Place): string {
  const days = daysBetween(at, now, place);
  if (days === 0) return t("conversation.today");
  if (days === 1) return t("conversation.yesterday");
  return longDay(at, now, place);
}
