import fc from "fast-check";
import { expect, test } from "vitest";
import { parseLogNumber, parseUserId, type VerifiedEntry } from "../../protocol/index.ts";
import { createLogMemory, MOST_IN_MEMORY } from "./logMemory.ts";
import { newerPlace, olderPlace, type Span, shownOf } from "./logWindow.ts";
import { PAGE } from "./page.ts";

const self = parseUserId("a".repeat(26));
const refused = (id: number): VerifiedEntry => ({
  kind: "refused",
  id: parseLogNumber(id),
  reason: "malformed",
});

function putAll(memory: ReturnType<typeof createLogMemory>, { from, to }: Span): void {
  for (let id = from; id <= to; id++) memory.put(refused(id));
}

test("however one goes through a log, few of its entries stay in memory, and what is shown is there", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 25_000, max: 40_000 }),
      fc.array(fc.record({ back: fc.boolean(), pages: fc.integer({ min: 1, max: 60 }) }), {
        maxLength: 8,
      }),
      (newest, ways) => {
        const memory = createLogMemory(self);
        let read: Span = { from: newest - PAGE + 1, to: newest };
        putAll(memory, read);
        let shown = shownOf(undefined, read);
        for (const { back, pages } of ways) {
          for (let page = 0; page < pages; page++) {
            if (back && shown.from === read.from) {
              putAll(memory, { from: read.from - PAGE, to: read.from - 1 });
              read = { from: read.from - PAGE, to: newest };
            }
            const next = shownOf((back ? olderPlace : newerPlace)(shown, read), read);
            const missing = memory.missing(next);
            if (missing !== undefined) putAll(memory, { from: missing, to: next.to });
            memory.keepAround(next, newest);
            expect(memory.entries.size).toBeLessThanOrEqual(MOST_IN_MEMORY);
            expect(memory.missing(next)).toBeUndefined();
            shown = next;
          }
        }
        // What was let go is counted all the same.
        expect(memory.foreignIn(read)).toBe(read.to - read.from + 1);
      },
    ),
    { numRuns: 20 },
  );
});

test("a log that only grows keeps its newest entries", () => {
  const memory = createLogMemory(self);
  for (let id = 0; id < 10_000; id += PAGE) {
    putAll(memory, { from: id, to: id + PAGE - 1 });
    memory.keepAround(undefined, id + PAGE - 1);
    expect(memory.entries.size).toBeLessThanOrEqual(MOST_IN_MEMORY);
  }
  expect(memory.entries.has(9_999)).toBe(true);
  expect(memory.entries.has(0)).toBe(false);
});
