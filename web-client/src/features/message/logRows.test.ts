import { describe, expect, it } from "vitest";
import { type LogRow, logRows } from "./logRows.ts";
import type { ConversationItem } from "./model.ts";

const place = { locale: "en-GB", timeZone: "UTC" };
const noon = Date.UTC(2026, 8, 14, 12);
const minute = 60_000;

function text(id: number, senderId: string, at: number): ConversationItem {
  return {
    kind: "text",
    key: `k${id}`,
    id,
    at,
    mine: senderId === "me",
    senderId,
    text: "…",
    clockOff: false,
  };
}

function outline(rows: LogRow[]): string[] {
  return rows.flatMap((row) => {
    if (row.kind === "start" || row.kind === "waiting") return [row.kind];
    const lines = row.separators.map((line) =>
      line.kind === "day" ? "day" : `unread ${line.count}`,
    );
    if (row.kind === "epoch") return [...lines, "epoch"];
    return [...lines, `${row.item.senderId}${row.first ? "⌜" : ""}${row.last ? "⌟" : ""}`];
  });
}

describe("the rows of a conversation", () => {
  it("group messages of one sender that are under five minutes apart", () => {
    const items = [
      text(1, "maya", noon),
      text(2, "maya", noon + 4 * minute),
      text(3, "maya", noon + 9 * minute),
      text(4, "me", noon + 9 * minute),
    ];
    const rows = logRows({ items, hasOlder: false, place });
    expect(outline(rows)).toEqual(["start", "day", "maya⌜", "maya⌟", "maya⌜⌟", "me⌜⌟"]);
  });

  it("leave out the first loaded item, whose group only the one above tells, so that it keeps its height", () => {
    const items = [
      text(7, "maya", noon),
      text(8, "maya", noon + minute),
      text(9, "me", noon + minute),
    ];
    const rows = logRows({ items, hasOlder: true, place });
    expect(outline(rows)).toEqual(["maya⌟", "me⌜⌟"]);
    const older = [text(6, "maya", noon), ...items];
    const afterwards = logRows({ items: older, hasOlder: true, place });
    expect(afterwards.slice(-2)).toEqual(rows);
  });

  it("keep the first loaded item where the unread ones begin with it", () => {
    const items = [text(8, "maya", noon), text(9, "maya", noon + minute)];
    const rows = logRows({ items, hasOlder: true, unread: { first: 8, count: 2 }, place });
    expect(outline(rows)).toEqual(["unread 2", "maya⌜", "maya⌟"]);
  });

  it("begin each day with a separator, which also ends a group", () => {
    const midnight = Date.UTC(2026, 8, 15);
    const items = [text(1, "maya", midnight - minute), text(2, "maya", midnight + minute)];
    const rows = logRows({ items, hasOlder: false, place });
    expect(outline(rows)).toEqual(["start", "day", "maya⌜⌟", "day", "maya⌜⌟"]);
  });

  it("leave out the day of the first loaded item while its day may have begun earlier", () => {
    const rows = logRows({ items: [text(8, "maya", noon)], hasOlder: true, place });
    expect(outline(rows)).toEqual(["maya⌜⌟"]);
  });

  it("mark the first unread message of the other side and count what follows, own ones not", () => {
    const items = [
      text(1, "maya", noon),
      text(2, "me", noon),
      text(3, "maya", noon),
      text(4, "maya", noon),
    ];
    const rows = logRows({ items, hasOlder: true, unread: { first: 2, count: 2 }, place });
    expect(outline(rows)).toEqual(["me⌜⌟", "unread 2", "maya⌜", "maya⌟"]);
  });

  it("say where the chat begins once nothing older is left, and leave its creation out", () => {
    const created: ConversationItem = {
      kind: "epoch",
      key: "n0",
      id: 0,
      at: noon,
      change: "created",
      changedIds: [],
    };
    const renewed: ConversationItem = {
      kind: "epoch",
      key: "n2",
      id: 2,
      at: noon,
      change: "renewed",
      changedIds: [],
    };
    const rows = logRows({
      items: [created, text(1, "maya", noon), renewed],
      hasOlder: false,
      place,
    });
    expect(outline(rows)).toEqual(["start", "day", "maya⌜⌟", "epoch"]);
  });

  it("end with the number of messages that wait, those behind the one that found no way included", () => {
    const own = (key: string, kind: "waiting" | "sending" | "failed"): ConversationItem => ({
      kind: "text",
      key,
      at: noon,
      mine: true,
      senderId: "me",
      text: "…",
      clockOff: false,
      delivery: kind === "failed" ? { kind, code: "forbidden" } : { kind },
    });
    const items = [own("o1", "failed"), own("o2", "waiting"), own("o3", "sending")];
    const rows = logRows({ items, hasOlder: true, place });
    expect(rows.at(-1)).toEqual({ kind: "waiting", key: "waiting", count: 2 });
  });

  it("say nothing of waiting while all of it is on its way", () => {
    const sending: ConversationItem = {
      kind: "text",
      key: "o1",
      at: noon,
      mine: true,
      senderId: "me",
      text: "…",
      clockOff: false,
      delivery: { kind: "sending" },
    };
    const rows = logRows({ items: [sending], hasOlder: true, place });
    expect(rows.map(({ kind }) => kind)).toEqual(["message"]);
  });

  it("stay themselves when older messages arrive before them", () => {
    const newer = [text(8, "maya", noon), text(9, "me", noon)];
    const before = logRows({ items: newer, hasOlder: true, place }).map((row) => row.key);
    const after = logRows({ items: [text(7, "maya", noon), ...newer], hasOlder: true, place }).map(
      (row) => row.key,
    );
    expect(after.filter((key) => before.includes(key))).toEqual(before);
  });
});
