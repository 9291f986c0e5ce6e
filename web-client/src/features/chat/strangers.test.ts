import { beforeEach, describe, expect, it } from "vitest";
import type { Schema } from "../../api/http.ts";
import { FakeBrowser, type FakePage } from "../../testing/fakeBrowser.ts";
import { FakeServer } from "../../testing/fakeServer.ts";
import {
  done,
  eventually,
  openChat,
  openConversation,
  PASSWORD,
  type Person,
  refusal,
  register,
  shows,
} from "../../testing/talk.ts";

const STRANGERS = ["maya", "olga", "pavel"];

describe("strangers, who may begin a chat with anybody", () => {
  let server: FakeServer;
  let nora: Person;
  const chats = new Map<string, string>();

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    nora = await register(server, "nora");
    for (const name of STRANGERS) {
      const { page } = await register(server, name);
      const chatId = await openChat(page, "nora");
      chats.set(name, chatId);
      await done(page.client.message.sendText(chatId, `I am ${name}`));
      await shows(page, chatId, [`I am ${name} (sent)`]);
      page.kill();
    }
  });

  const chatOf = (login: string) => chats.get(login) ?? "";
  const stateRev = () => server.accounts.byLogin("nora")?.state.rev;
  const previews = ({ client }: FakePage) =>
    client.chats
      .getState()
      .rows.map(({ preview }) => (preview.kind === "text" ? preview.text : preview.kind))
      .sort();
  const trustOf = ({ client }: FakePage, login: string) =>
    client.chats.getState().rows.find(({ chatId }) => chatId === chatOf(login))?.trust.kind;

  async function listed(page: FakePage): Promise<void> {
    const expected = STRANGERS.map((name) => `I am ${name}`);
    await eventually(() => expect(previews(page)).toEqual(expected));
  }

  async function logInAnew(): Promise<FakePage> {
    const page = await new FakeBrowser(server).openPage();
    const login = { login: "nora", password: PASSWORD, keepUnlocked: false };
    await done(page.client.account.logIn(login));
    return page;
  }

  async function logInAndList(): Promise<FakePage> {
    const page = await logInAnew();
    await listed(page);
    return page;
  }

  /** Keys of maya's name that the server made itself. */
  async function swapMayasKeys(): Promise<void> {
    const elsewhere = new FakeServer(() => Date.now());
    await register(elsewhere, "somebody");
    await register(elsewhere, "maya");
    const forged = elsewhere.accounts.byLogin("maya");
    const { userId } = server.accounts.byLogin("maya") ?? {};
    if (userId === undefined || forged?.userId !== userId) throw new Error("another id");
    server.rewrite = (request, answer) =>
      request === `GET /user/${userId}/identity`
        ? { ...(answer as Schema["IdentityChain"]), identities: forged.identities }
        : answer;
  }

  it("put nothing into the sealed state, however many texts of theirs are in the list", async () => {
    await listed(nora.page);
    expect(stateRev()).toBe(1);
  });

  it("are remembered on every browser from when their chat was opened", async () => {
    await listed(nora.page);
    await openConversation(nora.page, chatOf("maya"));
    await eventually(() => expect(stateRev()).toBe(3));
    await swapMayasKeys();
    const page = await logInAnew();
    await eventually(() => expect(trustOf(page, "maya")).toBe("changed"));
  });

  it("are remembered from when they were answered, by whichever browser", async () => {
    await listed(nora.page);
    await done(nora.page.client.message.sendText(chatOf("maya"), "who?"));
    await eventually(() => expect(stateRev()).toBe(3));
  });

  it("stay out when their chats get new epochs after a change of the person's keys", async () => {
    await listed(nora.page);
    await done(nora.page.client.account.replaceKeys({ currentPassword: PASSWORD }));
    const epochs = () =>
      STRANGERS.map((name) => server.chats.byId.get(chatOf(name))?.entries)
        .map((entries) => entries?.filter(({ kind }) => kind === "epoch").length)
        .join(" ");
    await eventually(() => expect(epochs()).toBe("2 2 2"));
    expect(stateRev()).toBe(2);
  });

  it("stay under a block of their keys that another browser put first, when they are met here", async () => {
    await listed(nora.page);
    const other = await logInAnew();
    await listed(other);
    await openConversation(other, chatOf("maya"));
    await eventually(() => expect(stateRev()).toBe(3));
    await swapMayasKeys();
    other.client.message.closeConversation(chatOf("maya"));
    await openConversation(other, chatOf("maya"));
    await eventually(() => expect(trustOf(other, "maya")).toBe("changed"));
    server.rewrite = (_, answer) => answer;
    // Here it comes with the state, which this change finds to be newer.
    await openConversation(nora.page, chatOf("olga"));
    await eventually(() => expect(stateRev()).toBeGreaterThanOrEqual(5));
    await openConversation(nora.page, chatOf("maya"));
    await done(nora.page.client.chat.setVerified(chatOf("olga"), true));
    expect(trustOf(await logInAndList(), "maya")).toBe("changed");
  });

  describe("who were blocked", () => {
    const rowOf = ({ client }: FakePage) =>
      client.chats.getState().rows.find(({ chatId }) => chatId === chatOf("maya"));
    const block = (page: FakePage, blocked = true) =>
      done(page.client.chat.setBlocked(chatOf("maya"), blocked));

    it("count nothing, in every browser, whatever they write, and hear of it by no read mark", async () => {
      await listed(nora.page);
      await block(nora.page);
      expect(rowOf(nora.page)).toMatchObject({ blocked: true, unread: 0 });
      const page = await logInAnew();
      await eventually(() => expect(rowOf(page)).toMatchObject({ blocked: true, unread: 0 }));
      const marks = () => server.requests.filter((request) => request.endsWith("/read"));
      for (const name of ["maya", "olga"]) {
        await openConversation(page, chatOf(name));
        page.client.message.markRead(chatOf(name), 1);
      }
      await eventually(() => expect(marks()).toEqual([`POST /chat/${chatOf("olga")}/read`]));
    });

    it("are heard again once they are unblocked, with what they wrote meanwhile", async () => {
      await listed(nora.page);
      await block(nora.page);
      const page = await logInAnew();
      await eventually(() => expect(rowOf(page)?.blocked).toBe(true));
      await block(page, false);
      await eventually(() => expect(rowOf(page)).toMatchObject({ unread: 1 }));
      expect(rowOf(page)).not.toHaveProperty("blocked");
      await listed(page);
    });

    it("stay so when a browser that has heard of nothing changes something else", async () => {
      await listed(nora.page);
      const other = await logInAnew();
      await listed(other);
      await block(nora.page);
      await openConversation(other, chatOf("olga"));
      await eventually(() => expect(rowOf(other)?.chatId).toBe(chatOf("maya")));
      await done(other.client.chat.setVerified(chatOf("olga"), true));
      const page = await logInAnew();
      await eventually(() => expect(rowOf(page)?.blocked).toBe(true));
    });
  });

  it("are held on this browser's disk against a swap, before anybody opened their chat", async () => {
    await listed(nora.page);
    await swapMayasKeys();
    nora.page.kill();
    const page = await nora.browser.openPage();
    await listed(page);
    await openConversation(page, chatOf("maya"));
    await eventually(() => expect(trustOf(page, "maya")).toBe("changed"));
    const sent = page.client.message.sendText(chatOf("maya"), "secret");
    expect(await refusal(sent)).toBe("identity_changed");
  });
});
