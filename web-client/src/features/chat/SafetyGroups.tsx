import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SafetyNumber } from "./model.ts";
import "./safetyGroups.css";

/** The twelve groups as they are read aloud: the one that is being read can be marked, by pointer or arrows. */
export function SafetyGroups({ groups }: { groups: SafetyNumber }) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState<number>();
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const columns = getComputedStyle(event.currentTarget).gridTemplateColumns.split(" ").length;
    const step = { ArrowRight: 1, ArrowDown: columns, ArrowLeft: -1, ArrowUp: -columns }[event.key];
    const next = step === undefined ? -1 : (current ?? 0) + step;
    if (next < 0 || next >= groups.length) return;
    event.preventDefault();
    setCurrent(next);
    event.currentTarget.querySelectorAll("button")[next]?.focus();
  };
  return (
    <ol className="safety-groups" aria-label={t("safety.groups")} onKeyDown={move}>
      {groups
        // Groups may repeat: the place is the identity.
        .map((digits, place) => ({ id: `${place}`, digits, place }))
        .map(({ id, digits, place }) => (
          <li key={id}>
            <button
              type="button"
              aria-pressed={place === current}
              tabIndex={place === (current ?? 0) ? 0 : -1}
              onClick={() => setCurrent(place === current ? undefined : place)}
            >
              {digits}
            </button>
          </li>
        ))}
    </ol>
  );
}
