import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { LogRow } from "./logRows.ts";

/** Px from the end within which the log follows new messages. */
export const endZone = 96;

export function distanceFromEnd(element: HTMLElement): number {
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}

/**
 * While the end is on the screen it stays there: when rows grow, the composer grows, a keyboard opens.
 *
 * @param whole whether the end of the rows is the end of the log
 */
export function useStayAtEnd(
  scroller: RefObject<HTMLElement | null>,
  total: number,
  whole: boolean,
): void {
  const staying = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height of the rows is what moves the end
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && staying.current) element.scrollTop = element.scrollHeight;
  }, [scroller, total]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      staying.current = whole && distanceFromEnd(element) < endZone;
    };
    const resized = new ResizeObserver(() => {
      if (staying.current) element.scrollTop = element.scrollHeight;
    });
    resized.observe(element);
    if (!whole) staying.current = false;
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller, whole]);
}

/** What a value was when the page was drawn last. */
export function useBefore<Value>(value: Value): Value {
  const before = useRef(value);
  useLayoutEffect(() => {
    before.current = value;
  }, [value]);
  return before.current;
}

/** How many messages of the other side came since the end was last on the screen. */
export function useMissed(rows: readonly LogRow[], atEnd: boolean): number {
  const lastSeen = useRef<string>(undefined);
  const [missed, setMissed] = useState(0);
  useEffect(() => {
    if (atEnd) {
      lastSeen.current = rows[rows.length - 1]?.key;
      setMissed(0);
      return;
    }
    const at = rows.findIndex((row) => row.key === lastSeen.current);
    if (at >= 0)
      setMissed(
        rows.slice(at + 1).filter((row) => row.kind === "message" && !row.item.mine).length,
      );
  }, [rows, atEnd]);
  return missed;
}
