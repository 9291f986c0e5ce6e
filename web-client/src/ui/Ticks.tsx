import { Icon } from "./Icon.tsx";
import "./ticks.css";

interface TicksProps {
  state: "waiting" | "sent" | "read";
}

/**
 * Clock waiting, one tick sent, two heavy willow ticks read: they differ by count and weight, not by colour alone.
 * Decoration: the label of the message or row says it in words.
 */
export function Ticks({ state }: TicksProps) {
  if (state === "waiting") return <Icon name="clock" size={14} />;
  return (
    <svg className="ticks" data-state={state} viewBox="0 0 17 12" aria-hidden="true">
      <path
        d={state === "sent" ? "m4 6.5 3.2 3.2L13 3" : "m1 6.5 3.2 3.2L10 3M8.3 9.3l.4.4L15.5 3"}
      />
    </svg>
  );
}
