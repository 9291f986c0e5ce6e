import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Schema } from "../../api/http.ts";
import {
  parseChatId,
  parseClientId,
  parseHash,
  parseLogNumber,
  signRemoval,
} from "../../protocol/index.ts";
import { FakeServer } from "../../testing/fakeServer.ts";
import {
  done,
  eventually,
  noraAndMaya,
  openConversation,
  type Person,
  refusal,
  rows,
  shows,
} from "../../testing/talk.ts";

describe("a conversation", () => {
  let server: FakeServer;
  let nora: Person;
  let maya: Person;
  let chatId: string;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    ({ nora, maya, chatId } = await noraAndMaya(server));
  });

  const send = async (...texts: readonly string[]) => {
    for (const text of texts) await done(nora.page.client.message.sendText(chatId, text));
  };
  const head = () => (server.chats.byId.get(chatId)?.entries.length ?? 0) - 1;
  const rowOf = ({ page }: Person) => page.client.chats.getState().rows[0];

  it("shows every message once and in order although pushes come twice or not at all", async () => {
    let count = 0;
    server.pushes = (event) => {
      count += 1;
      return count % 3 === 0 ? [] : [event, event];
    };
    await send("1", "2", "3", "4", "5", "6");
    await eventually(() => expect(head()).toBe(6));
    server.pushes = (event) => [event];
    await send("7");
    await shows(maya.page, chatId, ["1", "2", "3", "4", "5", "6", "7"]);
  });

  it("shows in its place that a message was taken back by its sender", async () => {
    await send("one");
    await shows(nora.page, chatId, ["one (sent)"]);
    await send("two");
    await shows(maya.page, chatId, ["one", "two"]);
    const { account } = (await nora.page.database.get("session", "current")) ?? {};
    const [, one, two] = server.chats.byId.get(chatId)?.entries ?? [];
    if (account === undefined || one?.kind !== "message" || two?.kind !== "message") {
      throw new Error("nothing was sent");
    }
    const hash = parseHash(two.seen_hash);
    const removed = { id: parseLogNumber(1), clientId: parseClientId(one.client_id), hash };
    const signature = await signRemoval(account, parseChatId(chatId), removed);
    server.chats.remove(chatId, 1, hash, signature);
    for (const { page } of [nora, maya]) {
      await eventually(() => expect(rows(page, chatId)[1]?.kind).toBe("removed"));
    }
    await shows(maya.page, chatId, ["two"]);
  });

  it("takes an own message back for both, and nobody else's", async () => {
    await send("regretted");
    await shows(maya.page, chatId, ["regretted"]);
    await send("kept");
    await shows(nora.page, chatId, ["regretted (sent)", "kept (sent)"]);
    const key = rows(nora.page, chatId)[1]?.key ?? "";
    expect(await refusal(maya.page.client.message.remove(chatId, key))).toBe("not_found");
    await done(nora.page.client.message.remove(chatId, key));
    for (const { page } of [nora, maya]) {
      await eventually(() => expect(rows(page, chatId)[1]?.kind).toBe("removed"));
    }
    await shows(maya.page, chatId, ["kept"]);
    expect(server.requests).toContain(`DELETE /chat/${chatId}/messages/1`);
    expect(await refusal(nora.page.client.message.remove(chatId, key))).toBe("not_found");
  });

  it("says why a message could not be taken back, and keeps it", async () => {
    await send("regretted");
    await shows(nora.page, chatId, ["regretted (sent)"]);
    server.refuse = (request) => (request.startsWith("DELETE") ? [503, "unavailable"] : undefined);
    const key = rows(nora.page, chatId)[1]?.key ?? "";
    expect(await refusal(nora.page.client.message.remove(chatId, key))).toBe("unavailable");
    await shows(nora.page, chatId, ["regretted (sent)"]);
  });

  it("keeps a message that only the server says was removed", async () => {
    await send("one", "two");
    await shows(maya.page, chatId, ["one", "two"]);
    const [, , two] = server.chats.byId.get(chatId)?.entries ?? [];
    if (two?.kind !== "message") throw new Error("nothing was sent");
    const before = server.requests.length;
    server.chats.remove(chatId, 1, parseHash(two.seen_hash), new Uint8Array(64));
    await eventually(() => expect(server.requests.length).toBeGreaterThanOrEqual(before + 2));
    await send("three");
    await shows(maya.page, chatId, ["one", "two", "three"]);
  });

  it("sorts messages whose pushes overtake each other", async () => {
    const held: object[] = [];
    server.pushes = (event) => {
      if (!("entry" in event)) return [event];
      held.unshift(event);
      return held.length < 4 ? [] : held.splice(0);
    };
    await send("1", "2");
    await shows(nora.page, chatId, ["1 (sent)", "2 (sent)"]);
    await shows(maya.page, chatId, ["1", "2"]);
  });

  it("reads what it missed once the connection is back", async () => {
    server.pushes = () => [];
    await send("missed", "missed too");
    await eventually(() => expect(head()).toBe(2));
    server.dropSockets();
    await shows(maya.page, chatId, ["missed", "missed too"]);
  });

  it("opens with the newest page and loads older ones as one scrolls", async () => {
    const texts = Array.from({ length: 60 }, (_, i) => `no. ${i}`);
    await send(...texts);
    await eventually(() => expect(head()).toBe(60));
    maya.page.kill();
    const page = await maya.browser.openPage();
    await eventually(() => expect(page.client.session.getState().kind).toBe("open"));
    await openConversation(page, chatId);
    await shows(page, chatId, texts.slice(10));
    expect(page.client.conversations.getState()[chatId]).toMatchObject({ hasOlder: true });
    await done(page.client.message.loadOlder(chatId));
    await shows(page, chatId, texts);
    expect(page.client.conversations.getState()[chatId]).toMatchObject({ hasOlder: false });
  });

  it("counts what is unread until it is marked, and tells the sender", async () => {
    await send("one", "two");
    await shows(maya.page, chatId, ["one", "two"]);
    await eventually(() => expect(rowOf(maya)?.unread).toBe(2));
    maya.page.client.message.markRead(chatId, 2);
    maya.page.client.message.markRead(chatId, 1);
    expect(rowOf(maya)?.unread).toBe(0);
    await shows(nora.page, chatId, ["one (read)", "two (read)"]);
    expect(rowOf(nora)).toMatchObject({ lastSent: "read", unread: 0 });
  });

  it("counts on where more is unread than one page holds", async () => {
    // She is away: to verify and keep each message costs many turns, and a busy machine lets wait for each.
    maya.page.kill();
    await send(...Array.from({ length: 51 }, (_, i) => `no. ${i}`));
    await eventually(() => expect(head()).toBe(51));
    const page = await maya.browser.openPage();
    await eventually(() => expect(page.client.session.getState().kind).toBe("open"));
    await eventually(() => expect(page.client.chats.getState().rows[0]?.unread).toBe(51));
    await openConversation(page, chatId);
    await send("one more");
    await eventually(() => expect(page.client.chats.getState().rows[0]?.unread).toBe(52));
  });

  it("marks again what was read without a connection", async () => {
    await send("read offline");
    await shows(maya.page, chatId, ["read offline"]);
    maya.page.setOnline(false);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    maya.page.client.message.markRead(chatId, 1);
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();
    maya.page.setOnline(true);
    await shows(nora.page, chatId, ["read offline (read)"]);
  });

  it("shows a placeholder instead of a message whose bytes were changed, and goes on", async () => {
    server.pushes = () => [];
    await send("forged", "honest");
    await eventually(() => expect(head()).toBe(2));
    server.rewrite = (request, answer) => {
      if (!request.endsWith("/messages")) return answer;
      const page = answer as Schema["EntryPage"];
      const entries = page.entries.map((entry) =>
        entry.id === 1 ? { ...entry, ciphertext: `${"A".repeat(400)}` } : entry,
      );
      return { ...page, entries };
    };
    server.dropSockets();
    await eventually(() => expect(rows(maya.page, chatId)).toHaveLength(3));
    expect(rows(maya.page, chatId)[1]).toMatchObject({ kind: "refused", reason: "bad_signature" });
    expect(JSON.stringify(rows(maya.page, chatId))).not.toContain("forged");
  });

  it("says that the other one is typing, until the message comes", async () => {
    nora.page.client.message.typing(chatId);
    const typing = () => maya.page.client.presence.getState().typing[chatId];
    await eventually(() => expect(typing()).toBeDefined());
    await send("typed");
    await eventually(() => expect(typing()).toBeUndefined());
  });

  it("keeps a draft over a reload, sealed", async () => {
    nora.page.client.chat.setDraft(chatId, "half a thought");
    await eventually(async () => expect(await nora.page.database.count("drafts")).toBe(1));
    const [draft] = await nora.page.database.getAll("drafts");
    expect(new TextDecoder("latin1").decode(draft)).not.toContain("thought");
    nora.page.kill();
    const page = await nora.browser.openPage();
    await eventually(() =>
      expect(page.client.chats.getState().rows[0]?.draft).toBe("half a thought"),
    );
  });
});
