import { beforeEach, describe, expect, it } from "vitest";
import { FakeServer } from "../../testing/fakeServer.ts";
import {
  done,
  eventually,
  noraAndMaya,
  openConversation,
  PASSWORD,
  type Person,
  refusal,
  register,
  rows,
  shows,
  texts,
} from "../../testing/talk.ts";

const SEND = "POST /chat/massage";

describe("the outbox", () => {
  let server: FakeServer;
  let nora: Person;
  let maya: Person;
  let chatId: string;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    ({ nora, maya, chatId } = await noraAndMaya(server));
  });

  const send = (text: string, { page }: Person = nora) =>
    done(page.client.message.sendText(chatId, text));
  const epochs = () => server.chats.byId.get(chatId)?.entries.filter((e) => e.kind === "epoch");
  const messages = () => server.chats.byId.get(chatId)?.entries.filter((e) => e.kind === "message");

  it("sends a message once although its acknowledgement was lost", async () => {
    let losses = 1;
    server.weather = (request) => (request === SEND && losses-- > 0 ? "answer_lost" : "fine");
    await send("once");
    await shows(maya.page, chatId, ["once"]);
    await eventually(async () => expect(await nora.page.database.count("outbox")).toBe(0));
    expect(messages()).toHaveLength(1);
    await shows(nora.page, chatId, ["once (sent)"]);
  });

  it("keeps what was written without a network and sends it in order when it is back", async () => {
    nora.page.setOnline(false);
    await send("first");
    await send("second");
    expect(texts(nora.page, chatId)).toEqual(["first (waiting)", "second (waiting)"]);
    nora.page.setOnline(true);
    await shows(maya.page, chatId, ["first", "second"]);
    await shows(nora.page, chatId, ["first (sent)", "second (sent)"]);
  });

  it("sends after a restart what a killed page had only written down, also without the socket", async () => {
    server.weather = (request) => (request === SEND ? "request_lost" : "fine");
    await send("survives");
    nora.page.kill();
    server.connects = false;
    server.weather = () => "fine";
    const page = await nora.browser.openPage();
    await eventually(() => expect(page.client.session.getState().kind).toBe("open"));
    page.client.message.openConversation(chatId);
    await shows(page, chatId, ["survives (sent)"]);
    await shows(maya.page, chatId, ["survives"]);
  });

  it("makes one message of one that was stored before the page was killed", async () => {
    server.weather = (request) => (request === SEND ? "answer_lost" : "fine");
    await send("stored");
    await shows(maya.page, chatId, ["stored"]);
    nora.page.kill();
    server.weather = () => "fine";
    const page = await nora.browser.openPage();
    await eventually(() => expect(page.client.session.getState().kind).toBe("open"));
    page.client.message.openConversation(chatId);
    await shows(page, chatId, ["stored (sent)"]);
    expect(messages()).toHaveLength(1);
  });

  it("writes a message down before it leaves the browser", async () => {
    let onDisk: Promise<number> | undefined;
    server.weather = (request) => {
      if (request === SEND) onDisk = nora.page.database.count("outbox");
      return "fine";
    };
    await send("first the disk");
    await shows(maya.page, chatId, ["first the disk"]);
    expect(await onDisk).toBe(1);
  });

  it("keeps no clear text on the disk", async () => {
    nora.page.setOnline(false);
    await send("nobody reads this");
    const [entry] = await nora.page.database.getAll("outbox");
    const bytes = [entry?.sealedBody, entry?.message.ciphertext].map((b) =>
      new TextDecoder("latin1").decode(b),
    );
    expect(bytes.join()).not.toContain("nobody");
    expect(JSON.stringify(entry)).not.toContain("nobody");
  });

  it("seals anew when another epoch came first, and sends once", async () => {
    await send("old epoch");
    await shows(maya.page, chatId, ["old epoch"]);
    server.pushes = () => [];
    await done(maya.page.client.account.replaceKeys({ currentPassword: PASSWORD }));
    await eventually(() => expect(epochs()).toHaveLength(2));
    await send("new epoch");
    await shows(nora.page, chatId, ["old epoch (sent)", "new epoch (sent)"]);
    expect(messages()?.map(({ epoch }) => epoch)).toEqual([0, 1]);
  });

  it("shows a message that the server refuses for good as failed, to retry or to discard", async () => {
    server.refuse = (request) => (request === SEND ? [403, "forbidden"] : undefined);
    await send("refused");
    await shows(nora.page, chatId, ["refused (failed)"]);
    server.refuse = () => undefined;
    const [item] = rows(nora.page, chatId).filter(({ kind }) => kind === "text");
    await done(nora.page.client.message.retry(chatId, item?.key ?? ""));
    await shows(maya.page, chatId, ["refused"]);
    expect(await refusal(nora.page.client.message.sendText("g.none", "x"))).toBe("chat_not_found");
  });

  it("sends from two tabs what one of them wrote, once, although it is sealed anew", async () => {
    server.weather = (request) => (request === SEND ? "request_lost" : "fine");
    await send("from one tab");
    const tab = await nora.browser.openPage();
    await eventually(() => expect(tab.client.session.getState().kind).toBe("open"));
    await openConversation(tab, chatId);
    await done(maya.page.client.account.replaceKeys({ currentPassword: PASSWORD }));
    await openConversation(maya.page, chatId);
    server.weather = () => "fine";
    nora.page.setOnline(true);
    tab.setOnline(true);
    await shows(maya.page, chatId, ["from one tab"]);
    await shows(tab, chatId, ["from one tab (sent)"]);
    await shows(nora.page, chatId, ["from one tab (sent)"]);
    expect(messages()).toHaveLength(1);
  });

  it("sends nothing of an account that was left, also when another one is opened", async () => {
    server.weather = (request) => (request === SEND ? "request_lost" : "fine");
    await send("of nora");
    await done(nora.page.client.account.logOut());
    await register(server, "olga");
    server.weather = () => "fine";
    const login = { login: "olga", password: PASSWORD, keepUnlocked: true };
    await done(nora.page.client.account.logIn(login));
    const before = server.requests.length;
    nora.page.setOnline(true);
    await done(nora.page.client.chat.reloadChats());
    expect(server.requests.slice(before)).not.toContain(SEND);
    expect(await nora.page.database.count("outbox")).toBe(0);
  });

  it("waits instead of asking without end when the server refuses every epoch", async () => {
    server.refuse = (request) => (request === SEND ? [409, "stale_epoch"] : undefined);
    await send("patient");
    await shows(nora.page, chatId, ["patient (waiting)"]);
    expect(server.requests.filter((request) => request === SEND).length).toBeLessThan(10);
    server.refuse = () => undefined;
    await shows(maya.page, chatId, ["patient"]);
    expect(messages()).toHaveLength(1);
  });
});
