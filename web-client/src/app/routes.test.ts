import { describe, expect, it } from "vitest";
import { parsePath, pathOf, type Route } from "./routes.ts";

const routes: Route[] = [
  { name: "chats" },
  { name: "people" },
  { name: "people", query: "nora_ek" },
  { name: "chat", chatId: "aaaa.bbbb", details: false },
  { name: "chat", chatId: "g.a/b c", details: true },
  { name: "settings", page: undefined },
  { name: "settings", page: "security" },
  { name: "register" },
  { name: "recover" },
];

describe("addresses", () => {
  it.each(routes)("lead back to the place they were made from: %o", (route) => {
    expect(parsePath(pathOf(route))).toEqual(route);
  });

  it("that name nothing lead to the chat list or the first page", () => {
    expect(parsePath("/nowhere")).toEqual({ name: "chats" });
    expect(parsePath("/chat")).toEqual({ name: "chats" });
    expect(parsePath("/settings/none")).toEqual({ name: "settings", page: undefined });
    expect(parsePath("/%E0%A4%A")).toEqual({ name: "chats" });
  });
});
