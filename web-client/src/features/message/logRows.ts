import { dayKey, type Place } from "../../i18n/dates.ts";
import type { ConversationItem, ConversationState } from "./model.ts";

export type EpochItem = Extract<ConversationItem, { kind: "epoch" }>;
/** An item that somebody sent: it has a side, a sender and a place in a group. */
export type SentItem = Exclude<ConversationItem, EpochItem>;

/** A line above an item. It is part of the item's row, so that every row stays itself when older ones arrive. */
export type Separator =
  | { readonly kind: "day"; readonly at: number }
  | { readonly kind: "unread"; readonly count: number };

/** One row of the log on the screen. */
export type LogRow =
  /** Nothing older is there. `holds`: what is newer; `begun` is a chat that the first message makes. */
  | {
      readonly kind: "start";
      readonly key: string;
      readonly holds: "messages" | "nothing" | "begun";
    }
  | {
      readonly kind: "epoch";
      readonly key: string;
      readonly separators: readonly Separator[];
      readonly item: EpochItem;
    }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly separators: readonly Separator[];
      readonly item: SentItem;
      /** First and last of its group: same sender, under five minutes apart, no separator between. */
      readonly first: boolean;
      readonly last: boolean;
    }
  /** Below everything: how many own messages wait for the connection. */
  | { readonly kind: "waiting"; readonly key: string; readonly count: number };

interface LogRowsInput {
  items: readonly ConversationItem[];
  hasOlder: boolean;
  unread?: Extract<ConversationState, { status: "ready" }>["unread"];
  begun?: boolean;
  place: Place;
}

const NONE = Number.POSITIVE_INFINITY;
const groupGap = 5 * 60_000;

/** The items of a conversation with their separators and the places of messages in groups. */
export function logRows(input: LogRowsInput): LogRow[] {
  const { items, hasOlder, unread, begun = false, place } = input;
  const empty = !items.some((item) => item.kind !== "epoch");
  const holds = begun ? "begun" : empty ? "nothing" : "messages";
  const rows: LogRow[] = hasOlder ? [] : [{ kind: "start", key: "start", holds }];
  // Whether the first of what is loaded is also the first of its day is not known while older items are missing.
  let day = hasOlder && items[0] ? dayKey(items[0].at, place) : "";
  // Where the view begins further on, so does the line: above it.
  const first = unread !== undefined && (items[0]?.id ?? 0) <= unread.first ? unread.first : NONE;
  let unreadShown = false;
  for (const item of items) {
    // The creation of the chat says what the start row already says.
    if (item.kind === "epoch" && item.change === "created") continue;
    const separators: Separator[] = [];
    const itemDay = dayKey(item.at, place);
    if (itemDay !== day) separators.push({ kind: "day", at: item.at });
    day = itemDay;
    if (!unreadShown && unread !== undefined && isUnread(item, first)) {
      separators.push({ kind: "unread", count: unread.count });
      unreadShown = true;
    }
    rows.push(
      item.kind === "epoch"
        ? { kind: "epoch", key: item.key, separators, item }
        : { kind: "message", key: item.key, separators, item, first: true, last: true },
    );
  }
  const count = unsent(items);
  if (count > 0) rows.push({ kind: "waiting", key: "waiting", count });
  const placed = rows.map((row, at) => {
    if (row.kind !== "message") return row;
    return { ...row, first: !joined(rows[at - 1], row), last: !joined(row, rows[at + 1]) };
  });
  // The row above tells its group and its day, so it comes with that one: drawn before, it would change its height
  // over the head of who reads.
  const [top] = placed;
  const untold = top?.kind === "message" && top.separators.length === 0;
  return hasOlder && untold && placed.length > 1 ? placed.slice(1) : placed;
}

/** Own messages that wait. Where one waits for the connection, those behind it do, too. */
function unsent(items: readonly ConversationItem[]): number {
  const kinds = items.map((item) => ("delivery" in item ? item.delivery?.kind : undefined));
  if (!kinds.includes("waiting")) return 0;
  return kinds.filter((kind) => kind === "waiting" || kind === "sending").length;
}

function isUnread(item: ConversationItem, first: number): boolean {
  return item.kind !== "epoch" && !item.mine && item.id !== undefined && item.id >= first;
}

function joined(before: LogRow | undefined, after: LogRow | undefined): boolean {
  return (
    before?.kind === "message" &&
    after?.kind === "message" &&
    after.separators.length === 0 &&
    before.item.senderId === after.item.senderId &&
    Math.abs(after.item.at - before.item.at) < groupGap
  );
}
