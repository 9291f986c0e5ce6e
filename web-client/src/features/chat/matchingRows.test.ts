import { describe, expect, it } from "vitest";
import { matchingRows } from "./matchingRows.ts";
import type { ChatRow } from "./model.ts";

function row(userName: string, login: string, text: string, unread = 0): ChatRow {
  return {
    chatId: login,
    companion: { userId: login, login, userName },
    preview: { kind: "text", text, mine: false },
    at: 0,
    unread,
    trust: { kind: "pinned" },
  };
}

const rows = [
  row("Tomás Rey", "tomas", "Voice from the point"),
  row("Лёва", "leva", "Ёлка куплена", 2),
];
const names = (query: string, unreadOnly = false) =>
  matchingRows(rows, query, unreadOnly).map((found) => found.companion.login);

describe("the search in the chat list", () => {
  it("finds names, usernames and texts without regard to case and accents", () => {
    expect(names("TOMAS")).toEqual(["tomas"]);
    expect(names("лева")).toEqual(["leva"]);
    expect(names("елка")).toEqual(["leva"]);
    expect(names("point voice")).toEqual(["tomas"]);
    expect(names("nobody")).toEqual([]);
  });

  it("shows everything for nothing, or only what is unread", () => {
    expect(names(" ")).toEqual(["tomas", "leva"]);
    expect(names("", true)).toEqual(["leva"]);
  });
});
