import { describe, expect, it } from "vitest";
import { asLogin, matchingRows } from "./matchingRows.ts";
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
  it("finds names and usernames without regard to case and accents", () => {
    expect(names("TOMAS")).toEqual(["tomas"]);
    expect(names("лева")).toEqual(["leva"]);
    expect(names("rey tom")).toEqual(["tomas"]);
    expect(names("@lev")).toEqual(["leva"]);
    expect(names("nobody")).toEqual([]);
  });

  it("does not find the last text of a chat, since it finds no other", () => {
    expect(names("ёлка")).toEqual([]);
    expect(names("voice")).toEqual([]);
  });

  it("shows everything for nothing, or only what is unread", () => {
    expect(names(" ")).toEqual(["tomas", "leva"]);
    expect(names("", true)).toEqual(["leva"]);
  });
});

describe("what was typed, as a username", () => {
  it("is taken where it can begin one", () => {
    expect(asLogin(" @Nora_ek ")).toBe("nora_ek");
    expect(asLogin("нора")).toBeUndefined();
    expect(asLogin("n")).toBeUndefined();
    expect(asLogin("nora ek")).toBeUndefined();
  });
});
