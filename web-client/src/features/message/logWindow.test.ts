import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LONGEST, newerPlace, olderPlace, type Span, shownOf } from "./logWindow.ts";
import { PAGE } from "./page.ts";

const aLog = fc
  .tuple(fc.nat(50_000), fc.nat(50_000))
  .map(([from, more]): Span => ({ from, to: from + more }));
const steps = fc.array(fc.boolean(), { maxLength: 60 });

describe("the part of a log that is in the view", () => {
  test("is the newest until one goes back", () => {
    const read = { from: 100, to: 9_999 };
    expect(shownOf(undefined, read)).toEqual({ from: 10_000 - LONGEST, to: 9_999 });
    expect(shownOf(undefined, { from: 9_950, to: 9_999 })).toEqual({ from: 9_950, to: 9_999 });
  });

  test("grows with what comes while the newest is in it", () => {
    const place = olderPlace({ from: 60, to: 99 }, { from: 0, to: 99 });
    expect(shownOf(place, { from: 0, to: 105 })).toEqual({ from: 10, to: 105 });
  });

  test("is never longer than it may be, and every step keeps most of it", () => {
    fc.assert(
      fc.property(aLog, steps, (read, ways) => {
        let shown = shownOf(undefined, read);
        for (const back of ways) {
          const next = shownOf((back ? olderPlace : newerPlace)(shown, read), read);
          expect(next.to - next.from + 1).toBeLessThanOrEqual(LONGEST);
          expect(next.from).toBeGreaterThanOrEqual(read.from);
          expect(next.to).toBeLessThanOrEqual(read.to);
          const shared = Math.min(next.to, shown.to) - Math.max(next.from, shown.from);
          expect(shared).toBeGreaterThanOrEqual(
            Math.min(shown.to - shown.from, LONGEST - PAGE - 1),
          );
          shown = next;
        }
      }),
    );
  });

  test("reaches both ends of what was read", () => {
    const read = { from: 0, to: 5_000 };
    let shown = shownOf(undefined, read);
    while (shown.from > 0) shown = shownOf(olderPlace(shown, read), read);
    while (shown.to < 5_000) shown = shownOf(newerPlace(shown, read), read);
    expect(newerPlace(shown, read)).not.toHaveProperty("to");
  });
});
