import { beforeEach, describe, expect, it } from "vitest";
import type { FakePage } from "../../testing/fakeBrowser.ts";
import { FakeServer } from "../../testing/fakeServer.ts";
import {
  done,
  eventually,
  openChat,
  openConversation,
  PASSWORD,
  type Person,
  register,
  shows,
} from "../../testing/talk.ts";

describe("what a browser keeps of chats between two visits", () => {
  let server: FakeServer;
  let nora: Person;
  let maya: Person;
  let chatId: string;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    nora = await register(server, "nora");
    maya = await register(server, "maya");
    chatId = await openChat(nora.page, "maya");
    await send("one", "two");
    await shows(nora.page, chatId, ["one (sent)", "two (sent)"]);
  });

  const send = async (...texts: readonly string[]) => {
    for (const text of texts) await done(nora.page.client.message.sendText(chatId, text));
  };

  /** Waits until maya's browser has written down what her list shows, and ends the page. */
  async function leave(newest: number): Promise<void> {
    await eventually(async () =>
      expect(await maya.page.database.getKey("keptEntries", [chatId, newest])).toBeDefined(),
    );
    await eventually(async () => expect(await maya.page.database.count("kept")).toBe(2));
    maya.page.kill();
  }

  async function comeBack(online: boolean): Promise<FakePage> {
    server.requests.length = 0;
    const page = await maya.browser.openPage({ online });
    await eventually(() => expect(page.client.session.getState().kind).toBe("open"));
    return page;
  }

  const refused = (page: FakePage) => {
    const conversation = page.client.conversations.getState()[chatId];
    return conversation?.status === "ready" ? conversation.refused : undefined;
  };

  it("shows list and history without a network", async () => {
    await openConversation(maya.page, chatId);
    await leave(2);
    const page = await comeBack(false);
    expect(page.client.chats.getState()).toMatchObject({
      status: "ready",
      rows: [{ companion: { login: "nora" }, preview: { text: "two" }, unread: 2 }],
    });
    page.client.message.openConversation(chatId);
    await shows(page, chatId, ["one", "two"]);
  });

  it("seals without a network what is written into a chat that was never opened, and sends it later", async () => {
    await leave(2);
    const page = await comeBack(false);
    await done(page.client.message.sendText(chatId, "from the train"));
    page.client.message.openConversation(chatId);
    await shows(page, chatId, ["one", "two", "from the train (waiting)"]);
    page.setOnline(true);
    await shows(nora.page, chatId, ["one (read)", "two (read)", "from the train"]);
    await shows(page, chatId, ["one", "two", "from the train (sent)"]);
  });

  it("asks the server for nothing of a chat in which nothing happened", async () => {
    await leave(2);
    const page = await comeBack(true);
    await eventually(() => expect(server.requests).toContain("GET /user/chats"));
    await done(page.client.chat.reloadChats());
    expect(server.requests.filter((one) => one.includes(chatId))).toEqual([]);
    expect(server.requests.filter((one) => one.endsWith("/identity"))).toEqual([]);
  });

  it("reads what came meanwhile", async () => {
    await openConversation(maya.page, chatId);
    await leave(2);
    await send("three");
    const page = await comeBack(true);
    page.client.message.openConversation(chatId);
    await shows(page, chatId, ["one", "two", "three"]);
  });

  it("goes back through kept pages without a network", async () => {
    const texts = Array.from({ length: 70 }, (_, i) => `no. ${i}`);
    await openConversation(maya.page, chatId);
    await send(...texts);
    await leave(72);
    const page = await comeBack(false);
    page.client.message.openConversation(chatId);
    await shows(page, chatId, texts.slice(20));
    await done(page.client.message.loadOlder(chatId));
    await shows(page, chatId, ["one", "two", ...texts]);
  });

  it("notices that the server shows less than before", async () => {
    await leave(2);
    server.chats.byId.get(chatId)?.entries.pop();
    const page = await comeBack(true);
    page.client.message.openConversation(chatId);
    await eventually(() => expect(refused(page)).toBe("log_rollback"));
    await shows(page, chatId, ["one", "two"]);
  });

  it("notices that the server shows something else than before", async () => {
    await openConversation(maya.page, chatId);
    await leave(2);
    const entries = server.chats.byId.get(chatId)?.entries;
    const [, first] = entries?.splice(1, 2) ?? [];
    await send("another two");
    await eventually(() => expect(entries?.length).toBe(2));
    entries?.push({ ...(first as NonNullable<typeof first>), id: 2 });
    const page = await comeBack(true);
    page.client.message.openConversation(chatId);
    await eventually(() => expect(refused(page)).toBe("log_rollback"));
    await shows(page, chatId, ["one", "two"]);
  });

  it("keeps nothing in clear, and nothing at all after log-out", async () => {
    await openConversation(maya.page, chatId);
    await leave(2);
    const { database } = maya.page;
    const sealed = [...(await database.getAll("kept")), ...(await database.getAll("keptEntries"))];
    const text = sealed.map((bytes) => new TextDecoder("latin1").decode(bytes)).join();
    expect(text).not.toMatch(/nora|companion|ciphertext|record|two/);
    const page = await comeBack(true);
    await done(page.client.account.logOut());
    expect(await database.count("kept")).toBe(0);
    expect(await database.count("keptEntries")).toBe(0);
  });

  it("keeps nothing where the person did not choose to stay signed in", async () => {
    await leave(2);
    const page = await comeBack(true);
    await done(page.client.account.logOut());
    const login = { login: "maya", password: PASSWORD, keepUnlocked: false };
    await done(page.client.account.logIn(login));
    await openConversation(page, chatId);
    await send("three");
    await shows(page, chatId, ["one", "two", "three"]);
    page.client.chat.setDraft(chatId, "the disk is written to in order");
    await eventually(async () => expect(await page.database.count("drafts")).toBe(1));
    expect(await page.database.count("kept")).toBe(0);
    expect(await page.database.count("keptEntries")).toBe(0);
  });
});
