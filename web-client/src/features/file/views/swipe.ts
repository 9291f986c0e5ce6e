import type { Point } from "./zoom.ts";

/** What a finger that is drawn over an unzoomed picture means. */
export type Swipe = "previous" | "next" | "close";

/** Shorter ways are a tap that slipped. CSS px. */
const SHORTEST = 56;

/** From where a finger came down to where it left the screen. */
export function swipeOf(from: Point, to: Point): Swipe | undefined {
  const x = to.x - from.x;
  const y = to.y - from.y;
  if (Math.abs(x) >= SHORTEST && Math.abs(x) > 2 * Math.abs(y)) return x < 0 ? "next" : "previous";
  return y >= SHORTEST && y > 2 * Math.abs(x) ? "close" : undefined;
}
