import "./badge.css";

interface BadgeProps {
  count: number;
  /** What the number counts, for those who hear it: "3 unread messages". Absent where a label beside it says so. */
  label?: string;
}

/** Willow: something new. Above 999 it says 999+. */
export function Badge({ count, label }: BadgeProps) {
  const named =
    label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label };
  return (
    <span className="badge" {...named}>
      {count > 999 ? "999+" : count}
    </span>
  );
}
