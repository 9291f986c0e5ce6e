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
