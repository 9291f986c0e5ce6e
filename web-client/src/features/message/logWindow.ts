import { PAGE } from "./page.ts";

/** Numbers of a log, both ends included; none if `to` is lower than `from`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where the view of a log stands that does not simply show its newest. Without `to` it reaches the newest. */
export interface LogPlace {
  readonly from: number;
  readonly to?: number;
}

/** Most entries in a view: what it costs to draw does not grow with what was read. */
export const LONGEST = 12 * PAGE;

/** What is in the view of a log that was read as far as `read`. */
export function shownOf(place: LogPlace | undefined, read: Span): Span {
  if (place === undefined) {
    return { from: Math.max(read.from, read.to - LONGEST + 1), to: read.to };
  }
  return { from: Math.max(read.from, place.from), to: place.to ?? read.to };
}

/** A page further back, as far as it was read; beyond the longest view the newest go. */
export function olderPlace(shown: Span, read: Span): LogPlace {
  const from = Math.max(read.from, shown.from - PAGE);
  return placeOf({ from, to: Math.min(shown.to, from + LONGEST - 1) }, read);
}

/** A page further on; beyond the longest view the oldest go. */
export function newerPlace(shown: Span, read: Span): LogPlace {
  const to = Math.min(read.to, shown.to + PAGE);
  return placeOf({ from: Math.max(shown.from, to - LONGEST + 1), to }, read);
}

function placeOf({ from, to }: Span, read: Span): LogPlace {
  return to < read.to ? { from, to } : { from };
}
