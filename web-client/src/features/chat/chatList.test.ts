import { beforeEach, describe, expect, it } from "vitest";
import type { FakePage } from "../../testing/fakeBrowser.ts";
import { FakeBrowser } from "../../testing/fakeBrowser.ts";
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

const FRIENDS = ["maya", "olga", "pavel", "quentin", "rosa"];

describe("the chat list", () => {
  let server: FakeServer;
  let nora: Person;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    nora = await register(server, "nora");
    for (const name of FRIENDS) {
      const friend = await register(server, name);
      const chatId = await openChat(friend.page, "nora");
      await done(friend.page.client.message.sendText(chatId, `I am ${name}`));
      await shows(friend.page, chatId, [`I am ${name} (sent)`]);
      friend.page.kill();
    }
  });

  const previews = ({ client }: FakePage) =>
    client.chats
      .getState()
      .rows.map(({ preview }) => (preview.kind === "text" ? preview.text : preview.kind))
      .sort();

  async function freshBrowser(): Promise<FakePage> {
    server.requests.length = 0;
    const page = await new FakeBrowser(server).openPage();
    const login = { login: "nora", password: PASSWORD, keepUnlocked: false };
    await done(page.client.account.logIn(login));
    await eventually(() => expect(previews(page)).toEqual(FRIENDS.map((name) => `I am ${name}`)));
    return page;
  }

  const asked = (ending: string) => server.requests.filter((one) => one.endsWith(ending)).length;

  it("is asked for once at the start, and shows last texts without reading a page of any chat", async () => {
    await freshBrowser();
    expect(asked("GET /user/chats")).toBe(1);
    expect(asked("/messages")).toBe(0);
    expect(asked("/epochs")).toBe(FRIENDS.length);
  });

  it("shows what it could not read yet as pending, in the order that the list tells", async () => {
    server.weather = (request) => (request.endsWith("/epochs") ? "request_lost" : "fine");
    const page = await new FakeBrowser(server).openPage();
    const login = { login: "nora", password: PASSWORD, keepUnlocked: false };
    await done(page.client.account.logIn(login));
    await eventually(() => expect(previews(page)).toEqual(FRIENDS.map(() => "pending")));
    const names = page.client.chats.getState().rows.map(({ companion }) => companion.login);
    expect(names).toEqual(FRIENDS.toReversed());
  });

  it("shows a person's new name once the chat is opened", async () => {
    const page = await freshBrowser();
    const maya = server.accounts.byLogin("maya");
    if (maya !== undefined) maya.userName = "Maya Lindqvist";
    const row = () =>
      page.client.chats.getState().rows.find(({ companion }) => companion.login === "maya");
    await openConversation(page, row()?.chatId ?? "");
    await eventually(() => expect(row()?.companion.userName).toBe("Maya Lindqvist"));
  });

  it("reads one page of a chat that is opened", async () => {
    const page = await freshBrowser();
    const [row] = page.client.chats.getState().rows;
    await openConversation(page, row?.chatId ?? "");
    // What came after the newest known, and what stands before it.
    expect(asked("/messages")).toBe(2);
  });

  it("asks for a few chats at once only", async () => {
    let flying = 0;
    let most = 0;
    const epochs = (request: string) => request.endsWith("/epochs");
    server.pause = async (request) => {
      if (!epochs(request)) return;
      most = Math.max(most, ++flying);
      await new Promise((go) => setTimeout(go, 1));
      flying -= 1;
    };
    await freshBrowser();
    expect(most).toBeLessThanOrEqual(4);
  });

  it("loads without the socket, too", async () => {
    server.connects = false;
    await freshBrowser();
  });

  it("reads again how far the other one has read, where the own message is the last", async () => {
    const chatId = await openChat(nora.page, "maya");
    await done(nora.page.client.message.sendText(chatId, "and I am nora"));
    await shows(nora.page, chatId, ["I am maya", "and I am nora (sent)"]);
    nora.page.kill();
    const page = await nora.browser.openPage();
    await eventually(() =>
      expect(page.client.chats.getState().rows.find((row) => row.chatId === chatId)).toMatchObject({
        preview: { kind: "text", text: "and I am nora" },
        lastSent: "sent",
      }),
    );
  });
});
