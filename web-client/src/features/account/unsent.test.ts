import { beforeEach, describe, expect, it } from "vitest";
import type { FakePage } from "../../testing/fakeBrowser.ts";
import { FakeServer } from "../../testing/fakeServer.ts";
import {
  becomes,
  done,
  eventually,
  logInAnew,
  openChat,
  openConversation,
  PASSWORD,
  type Person,
  register,
  sessionOf,
  shows,
} from "../../testing/talk.ts";

describe("what an account had not sent yet", () => {
  let server: FakeServer;
  let nora: Person;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    nora = await register(server, "nora");
  });

  const logIn = (password: string) => logInAnew(server, "nora", password);

  it("carries what it had not sent yet over to its new keys", async () => {
    const maya = await register(server, "maya");
    const chatId = await openChat(nora.page, "maya");
    await openConversation(maya.page, chatId);
    server.weather = (request) => (request === "POST /chat/massage" ? "answer_lost" : "fine");
    await done(nora.page.client.message.sendText(chatId, "stored"));
    await shows(maya.page, chatId, ["stored"]);
    server.weather = (request) => (request === "POST /chat/massage" ? "request_lost" : "fine");
    await done(nora.page.client.message.sendText(chatId, "waiting"));
    await done(nora.page.client.account.replaceKeys({ currentPassword: PASSWORD }));
    server.weather = () => "fine";
    server.dropSockets();
    await openConversation(nora.page, chatId);
    await shows(maya.page, chatId, ["stored", "waiting"]);
    await shows(nora.page, chatId, ["stored (sent)", "waiting (sent)"]);
  });

  describe("with a message that was not sent yet", () => {
    let maya: Person;
    let chatId: string;

    beforeEach(async () => {
      maya = await register(server, "maya");
      chatId = await openChat(nora.page, "maya");
      await openConversation(maya.page, chatId);
      server.weather = (request) => (request === "POST /chat/massage" ? "request_lost" : "fine");
      await done(nora.page.client.message.sendText(chatId, "not sent yet"));
    });

    /** Logs in again where the session ended, and sends. */
    async function logInAgain(page: FakePage) {
      server.weather = () => "fine";
      const login = { login: "nora", password: PASSWORD, keepUnlocked: true };
      await done(page.client.account.logIn(login));
      await shows(maya.page, chatId, ["not sent yet"]);
    }

    it("keeps it, sealed, when the session is ended elsewhere, and says so", async () => {
      const { page: other, result } = await logIn(PASSWORD);
      await done(result);
      await done(other.client.account.logOutEverywhere());
      await becomes(nora.page, "signed_out");
      expect(sessionOf(nora.page)).toEqual({
        kind: "signed_out",
        notice: "session_ended",
        unsent: { login: "nora", count: 1 },
      });
      const { database } = nora.page;
      expect(await database.get("session", "current")).not.toHaveProperty("account");
      expect(await database.count("keptEntries")).toBe(0);
      nora.page.kill();
      const page = await nora.browser.openPage();
      await becomes(page, "locked");
      expect(sessionOf(page)).toMatchObject({ unsent: 1 });
      await logInAgain(page);
    });

    it("keeps it when the browser is killed before it heard of its new keys", async () => {
      server.weather = (request) => {
        if (request === "POST /update_password_and_keys") nora.page.kill();
        return request === "POST /chat/massage" ? "request_lost" : "fine";
      };
      void nora.page.client.account.replaceKeys({ currentPassword: PASSWORD });
      await eventually(() => expect(server.accounts.byLogin("nora")?.identities).toHaveLength(2));
      const page = await nora.browser.openPage();
      // The old keys do not open the new state; the password opens the new ones.
      await becomes(page, "locked");
      await logInAgain(page);
    });

    it("says that it is lost where the keys were replaced in another browser", async () => {
      const { page: other, result } = await logIn(PASSWORD);
      await done(result);
      await done(other.client.account.replaceKeys({ currentPassword: PASSWORD }));
      await becomes(nora.page, "signed_out");
      const login = { login: "nora", password: PASSWORD, keepUnlocked: true };
      await done(nora.page.client.account.logIn(login));
      expect(nora.page.client.chats.getState()).toMatchObject({ lost: 1 });
    });

    it("deletes it when somebody else logs in", async () => {
      server.weather = () => "fine";
      await register(server, "olga");
      server.weather = (request) => (request === "POST /chat/massage" ? "request_lost" : "fine");
      const { page: other, result } = await logIn(PASSWORD);
      await done(result);
      await done(other.client.account.logOutEverywhere());
      await becomes(nora.page, "signed_out");
      const login = { login: "olga", password: PASSWORD, keepUnlocked: true };
      await done(nora.page.client.account.logIn(login));
      expect(await nora.page.database.count("outbox")).toBe(0);
    });
  });
});
