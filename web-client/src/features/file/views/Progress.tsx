import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFileWords } from "./fileWords.ts";
import type { ShownTransfer } from "./useFileTransfer.ts";

/** A quarter is news, a per cent is not. */
const STEP = 0.25;

interface ProgressProps {
  name: string;
  shown: ShownTransfer;
  look: "bar" | "ring";
}

/** How far a transfer is: a bar under a document, a ring on a picture; in words at sensible steps. */
export function Progress({ name, shown, look }: ProgressProps) {
  const { t } = useTranslation();
  const { share } = shown;
  const percent = Math.floor(share * 100);
  return (
    <>
      <span
        className={look === "bar" ? "progress-bar" : "progress-ring"}
        role="progressbar"
        aria-label={t("file.progress", { name })}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-live="off"
      >
        {look === "bar" ? (
          <i style={{ width: `${share * 100}%` }} />
        ) : (
          <svg viewBox="0 0 44 44" aria-hidden="true">
            <circle cx="22" cy="22" r="20" pathLength="100" strokeDasharray={`${percent} 100`} />
          </svg>
        )}
      </span>
      <Spoken name={name} shown={shown} />
    </>
  );
}

/** Told to screen readers: each quarter, and whenever the state is another one; not the beginning. */
function Spoken({ name, shown }: Omit<ProgressProps, "look">) {
  const { t } = useTranslation();
  const words = useFileWords();
  const { state } = shown.transfer;
  const quarter = Math.floor(shown.share / STEP) * STEP;
  const news =
    state === "running" || state === "done"
      ? t("file.spokenPart", { name, share: words.percent(quarter) })
      : t("file.spokenState", { name, state: shown.short });
  const first = useRef(news);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (news !== first.current) setSaid(news);
  }, [news]);
  return (
    <span className="sr-only" role="status">
      {said}
    </span>
  );
}
