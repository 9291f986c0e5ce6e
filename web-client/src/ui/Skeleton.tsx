import "./skeleton.css";

interface SkeletonProps {
  /** "Loading chats": what a screen reader hears instead of the grey shapes. */
  label: string;
}

/** Widths of the two lines of each row, in per cent. */
const rows = [
  { id: "a", name: 56, line: 82 },
  { id: "b", name: 40, line: 68 },
  { id: "c", name: 64, line: 90 },
  { id: "d", name: 47, line: 56 },
  { id: "e", name: 60, line: 78 },
  { id: "f", name: 38, line: 86 },
];

/** Grey shapes of rows that are on their way. They stand still for those who asked for less motion. */
export function RowSkeletons({ label }: SkeletonProps) {
  return (
    <div role="status" aria-label={label} className="skeletons">
      {rows.map((row) => (
        <div className="skeleton-row" key={row.id} aria-hidden="true">
          <span className="skeleton skeleton-avatar" />
          <span>
            <span className="skeleton" style={{ width: `${row.name}%` }} />
            <span className="skeleton skeleton-second" style={{ width: `${row.line}%` }} />
          </span>
        </div>
      ))}
    </div>
  );
}

/** A line of text that is on its way. */
export function LineSkeleton() {
  return <span className="skeleton skeleton-line" aria-hidden="true" />;
}

const bubbles = [
  { id: "a", mine: false, width: 44 },
  { id: "b", mine: false, width: 28 },
  { id: "c", mine: true, width: 36 },
  { id: "d", mine: false, width: 52 },
  { id: "e", mine: true, width: 24 },
  { id: "f", mine: true, width: 40 },
];

/** Shapes of messages that are on their way, where the newest will stand. */
export function BubbleSkeletons({ label }: SkeletonProps) {
  return (
    <div role="status" aria-label={label} className="bubble-skeletons">
      {bubbles.map((bubble) => (
        <span
          key={bubble.id}
          className="skeleton bubble-skeleton"
          data-mine={bubble.mine || undefined}
          style={{ width: `${bubble.width}%` }}
        />
      ))}
    </div>
  );
}
