import { beforeEach, describe, expect, it } from "vitest";
import { FakeServer } from "../testing/fakeServer.ts";
import { done, openChat, PASSWORD, register, shows } from "../testing/talk.ts";

describe("two people", () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer(() => Date.now());
  });

  it("write to each other, and each sees at once what the other wrote", async () => {
    const nora = await register(server, "nora");
    const maya = await register(server, "maya");
    const chatId = await openChat(nora.page, "maya");
    await done(nora.page.client.message.sendText(chatId, "Are you there?"));
    maya.page.client.message.openConversation(chatId);
    await shows(maya.page, chatId, ["Are you there?"]);
    await done(maya.page.client.message.sendText(chatId, "I am."));
    await shows(nora.page, chatId, ["Are you there? (read)", "I am."]);
  });

  it("read the whole history on another browser with the password alone", async () => {
    const nora = await register(server, "nora");
    await register(server, "maya");
    const chatId = await openChat(nora.page, "maya");
    await done(nora.page.client.message.sendText(chatId, "first"));
    await done(nora.page.client.message.sendText(chatId, "second"));
    await shows(nora.page, chatId, ["first (sent)", "second (sent)"]);

    const { FakeBrowser } = await import("../testing/fakeBrowser.ts");
    const other = await new FakeBrowser(server).openPage();
    const login = { login: "nora", password: PASSWORD, keepUnlocked: false };
    await done(other.client.account.logIn(login));
    other.client.message.openConversation(chatId);
    await shows(other, chatId, ["first (sent)", "second (sent)"]);
    expect(other.client.session.getState().kind).toBe("open");
  });
});
