import type { ReactNode } from "react";
import { Ticks } from "../../ui/Ticks.tsx";
import "./bubble.css";

interface BubbleProps {
  mine: boolean;
  /** Place in its group: corners towards a neighbour of the group are joined. */
  first: boolean;
  last: boolean;
  time: string;
  ticks?: "waiting" | "sent" | "read" | undefined;
  /** Said when the sender's clock and the server's differ. */
  timeNote?: string | undefined;
  /** A place holder is dashed: it speaks about a message and is none. */
  placeholder?: boolean;
  /** Files: `media` where pictures or films reach to its edge, `rows` where there are only others. */
  files?: "media" | "rows" | undefined;
  /** Where the time stands; `corner` and `over` for files without words: on the last row, on the picture. */
  meta?: "flow" | "corner" | "over";
  children: ReactNode;
}

/** The time floats to the end of the last line and takes a line of its own only where it does not fit. */
export function Bubble(props: BubbleProps) {
  return (
    <div
      className="bubble"
      data-mine={props.mine || undefined}
      data-first={props.first || undefined}
      data-last={props.last || undefined}
      data-placeholder={props.placeholder || undefined}
      data-files={props.files}
      data-meta={props.meta}
    >
      {props.children}
      <span className="bubble-meta" title={props.timeNote}>
        {props.timeNote && <span className="bubble-clock-off">≈</span>}
        {props.time}
        {props.ticks && <Ticks state={props.ticks} />}
      </span>
    </div>
  );
}
