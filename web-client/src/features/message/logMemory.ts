import type { UserId, VerifiedEntry } from "../../protocol/index.ts";
import { LONGEST, type Span } from "./logWindow.ts";

/**
 * Most entries of a log in memory while a view shows at most {@link LONGEST}: those in the view, and of the log on
 * either side of it and below its end as many again, so that the next page never goes before it is shown.
 */
export const MOST_IN_MEMORY = 5 * LONGEST;

const NEWEST = 2 * LONGEST;

/**
 * Verified entries by number. What is far from the view and from the end is let go: when it is shown again it is read
 * again, and held against the hash that the log remembers of every entry.
 */
export interface LogMemory {
  readonly entries: ReadonlyMap<number, VerifiedEntry>;
  put(entry: VerifiedEntry): void;
  /** Lets go what is far from what is shown; from the newest, where nothing else is. */
  keepAround(shown: Span | undefined, newest: number): void;
  /** The lowest number of a span that is not here. */
  missing(span: Span): number | undefined;
  /** How many of a span's entries, let go or not, came from others, or from nobody knows whom. */
  foreignIn(span: Span): number;
}

export function createLogMemory(self: UserId): LogMemory {
  const entries = new Map<number, VerifiedEntry>();
  const foreign = new Set<number>();

  return {
    entries,
    put(entry) {
      entries.set(entry.id, entry);
      const others = entry.kind === "message" && entry.senderId !== self;
      if (others || entry.kind === "refused") foreign.add(entry.id);
      else foreign.delete(entry.id);
    },
    keepAround(shown, newest) {
      if (entries.size <= NEWEST) return;
      for (const id of entries.keys()) {
        const near = shown !== undefined && id >= shown.from - LONGEST && id <= shown.to + LONGEST;
        if (!near && id <= newest - NEWEST) entries.delete(id);
      }
    },
    missing({ from, to }) {
      for (let id = from; id <= to; id++) if (!entries.has(id)) return id;
      return undefined;
    },
    foreignIn({ from, to }) {
      let count = 0;
      for (let id = from; id <= to; id++) if (foreign.has(id)) count += 1;
      return count;
    },
  };
}
