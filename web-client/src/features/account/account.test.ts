import { beforeEach, describe, expect, it } from "vitest";
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

const NEW_PASSWORD = "another long password";

describe("an account", () => {
  let server: FakeServer;
  let nora: Person;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    nora = await register(server, "nora");
  });

  const sessionOf = ({ client }: FakePage) => client.session.getState();
  const becomes = (page: FakePage, kind: string) =>
    eventually(() => expect(sessionOf(page).kind).toBe(kind));
  const logIn = async (password: string, keepUnlocked = true) => {
    const page = await new FakeBrowser(server).openPage();
    const result = page.client.account.logIn({ login: "nora", password, keepUnlocked });
    return { page, result };
  };
  const changePassword = () =>
    nora.page.client.account.changePassword({
      currentPassword: PASSWORD,
      newPassword: NEW_PASSWORD,
    });

  it("is opened by its password and by no other", async () => {
    expect(await refusal((await logIn("not the password")).result)).toBe("wrong_credentials");
    const { page, result } = await logIn(PASSWORD);
    await done(result);
    expect(sessionOf(page)).toMatchObject({ kind: "open", me: { login: "nora" } });
  });

  it("whose login is taken is not made", async () => {
    const page = await new FakeBrowser(server).openPage();
    const taken = page.client.account.startRegistration({ login: "Nora", password: PASSWORD });
    expect(await refusal(taken)).toBe("login_taken");
  });

  it("is finished at the second try if the answer of the first was lost", async () => {
    const page = await new FakeBrowser(server).openPage();
    const { account } = page.client;
    await done(account.startRegistration({ login: "maya", password: PASSWORD }));
    server.weather = (request) => (request.endsWith("step2") ? "answer_lost" : "fine");
    expect(await refusal(account.finishRegistration({ keepUnlocked: true }))).toBe("offline");
    server.weather = () => "fine";
    await done(account.finishRegistration({ keepUnlocked: true }));
    expect(sessionOf(page)).toMatchObject({ kind: "open", me: { login: "maya" } });
  });

  it("goes on being made after a step back, with the same password and recovery key", async () => {
    const page = await new FakeBrowser(server).openPage();
    const { account } = page.client;
    const begin = (password: string) => account.startRegistration({ login: "maya", password });
    await done(begin(PASSWORD));
    const first = sessionOf(page);
    account.leaveRegistration();
    expect(sessionOf(page)).toEqual({
      kind: "signed_out",
      notice: "registration_begun",
      login: "maya",
    });
    expect(await refusal(begin(NEW_PASSWORD))).toBe("registration_begun");
    await done(begin(PASSWORD));
    expect(sessionOf(page)).toEqual(first);
    await done(account.finishRegistration({ keepUnlocked: true }));
    expect(sessionOf(page)).toMatchObject({ kind: "open", me: { login: "maya" } });
  });

  it("stays open over a reload if the person chose so, with keys that cannot be read out", async () => {
    nora.page.kill();
    const page = await nora.browser.openPage();
    await becomes(page, "open");
    const kept = await page.database.get("session", "current");
    expect(kept?.account?.stateKey.extractable).toBe(false);
    expect(kept?.account?.signingKey.extractable).toBe(false);
  });

  it("stays open over a reload while the server restarts", async () => {
    nora.page.kill();
    let losses = 1;
    server.weather = () => (losses-- > 0 ? "request_lost" : "fine");
    const page = await nora.browser.openPage();
    await becomes(page, "open");
  });

  it("is locked after a reload otherwise, and its password opens it", async () => {
    const browser = new FakeBrowser(server);
    const first = await browser.openPage();
    await done(
      first.client.account.logIn({ login: "nora", password: PASSWORD, keepUnlocked: false }),
    );
    expect((await first.database.get("session", "current"))?.account).toBeUndefined();
    first.kill();
    const page = await browser.openPage();
    await becomes(page, "locked");
    const wrong = page.client.account.unlock({ password: NEW_PASSWORD, keepUnlocked: false });
    expect(await refusal(wrong)).toBe("credential_refused");
    await done(page.client.account.unlock({ password: PASSWORD, keepUnlocked: false }));
    expect(sessionOf(page).kind).toBe("open");
  });

  it("keeps its session however often it is unlocked, and can be left open from then on", async () => {
    const browser = new FakeBrowser(server);
    const first = await browser.openPage();
    const { account } = first.client;
    await done(account.logIn({ login: "nora", password: PASSWORD, keepUnlocked: false }));
    const before = await account.listSessions();
    first.kill();
    const second = await browser.openPage();
    await becomes(second, "locked");
    await done(second.client.account.unlock({ password: PASSWORD, keepUnlocked: true }));
    expect(await second.client.account.listSessions()).toEqual(before);
    second.kill();
    await becomes(await browser.openPage(), "open");
  });

  it("says that the person signed out, though the server says first that the session is over", async () => {
    server.refuse = (request) =>
      /logout|refresh/.test(request) ? [401, "unauthorized"] : undefined;
    await done(nora.page.client.account.logOut());
    await becomes(nora.page, "signed_out");
    expect(sessionOf(nora.page)).toEqual({ kind: "signed_out", notice: "logged_out" });
  });

  it("is signed out without the server, which is told when it can be reached", async () => {
    const sessions = () => server.accounts.sessions.size;
    const before = sessions();
    server.weather = () => "request_lost";
    await done(nora.page.client.account.logOut());
    expect(sessionOf(nora.page)).toEqual({ kind: "signed_out", notice: "log_out_pending" });
    expect(await nora.page.database.get("session", "current")).toBeUndefined();
    nora.page.kill();
    server.weather = () => "fine";
    const page = await nora.browser.openPage();
    await eventually(() => expect(sessions()).toBe(before - 1));
    await eventually(() =>
      expect(sessionOf(page)).toEqual({ kind: "signed_out", notice: "logged_out" }),
    );
  });

  it("is signed out wholly by the next page if the browser is killed in the middle of it", async () => {
    const before = server.accounts.sessions.size;
    server.pause = (request) =>
      request.endsWith("/logout") ? new Promise(() => undefined) : Promise.resolve();
    void nora.page.client.account.logOut();
    await eventually(() => expect(server.requests.at(-1)).toBe("POST /logout"));
    nora.page.kill();
    server.pause = () => Promise.resolve();
    const page = await nora.browser.openPage();
    await becomes(page, "signed_out");
    expect(await page.database.get("session", "current")).toBeUndefined();
    await eventually(() => expect(server.accounts.sessions.size).toBe(before - 1));
  });

  it("ends its session also where it was locked", async () => {
    const browser = new FakeBrowser(server);
    const first = await browser.openPage();
    await done(
      first.client.account.logIn({ login: "nora", password: PASSWORD, keepUnlocked: false }),
    );
    first.kill();
    const before = server.accounts.sessions.size;
    const page = await browser.openPage();
    await becomes(page, "locked");
    await done(page.client.account.logOut());
    expect(server.accounts.sessions.size).toBe(before - 1);
    expect(sessionOf(page)).toEqual({ kind: "signed_out", notice: "logged_out" });
  });

  it("asks for a log-in where the session ended while it was locked", async () => {
    const browser = new FakeBrowser(server);
    const first = await browser.openPage();
    await done(
      first.client.account.logIn({ login: "nora", password: PASSWORD, keepUnlocked: false }),
    );
    first.kill();
    await done(nora.page.client.account.logOutEverywhere());
    const page = await browser.openPage();
    await becomes(page, "locked");
    const late = page.client.account.unlock({ password: PASSWORD, keepUnlocked: false });
    expect(await refusal(late)).toBe("unauthorized");
    await becomes(page, "signed_out");
    expect(sessionOf(page)).toEqual({ kind: "signed_out", notice: "session_ended" });
  });

  it("stays open, in every tab of the browser, where its password is changed", async () => {
    const tab = await nora.browser.openPage();
    await becomes(tab, "open");
    const seen: string[] = [];
    nora.page.client.session.subscribe(({ kind }) => seen.push(kind));
    await done(changePassword());
    await becomes(tab, "open");
    expect(sessionOf(nora.page).kind).toBe("open");
    expect(seen).not.toContain("signed_out");
    await done(tab.client.chat.reloadChats());
    await done(nora.page.client.chat.reloadChats());
  });

  it("is closed everywhere else when its password is changed, and the old one is dead", async () => {
    const { page, result } = await logIn(PASSWORD);
    await done(result);
    await done(changePassword());
    await becomes(page, "signed_out");
    expect(sessionOf(page)).toEqual({ kind: "signed_out", notice: "session_ended" });
    expect(await page.database.count("session")).toBe(0);
    expect(await refusal((await logIn(PASSWORD)).result)).toBe("wrong_credentials");
    await done((await logIn(NEW_PASSWORD)).result);
  });

  it("keeps its password if the current one was mistyped", async () => {
    const { account } = nora.page.client;
    const mistyped = { currentPassword: "mistyped it", newPassword: NEW_PASSWORD };
    expect(await refusal(account.changePassword(mistyped))).toBe("credential_refused");
    await done((await logIn(PASSWORD)).result);
  });

  it("is recovered by its recovery key, which stays good", async () => {
    const recover = async () => {
      const page = await new FakeBrowser(server).openPage();
      const { recoveryKey } = nora;
      const input = { login: "nora", recoveryKey, newPassword: NEW_PASSWORD, keepUnlocked: false };
      await done(page.client.account.recover(input));
      expect(sessionOf(page).kind).toBe("open");
    };
    await recover();
    await recover();
    expect(await refusal((await logIn(PASSWORD)).result)).toBe("wrong_credentials");
  });

  it("gets a new recovery key, and the old one recovers nothing", async () => {
    const { account } = nora.page.client;
    const recoveryKey = await done(account.renewRecoveryKey({ currentPassword: PASSWORD }));
    const page = await new FakeBrowser(server).openPage();
    const input = { login: "nora", newPassword: NEW_PASSWORD, keepUnlocked: false };
    const withOld = page.client.account.recover({ ...input, recoveryKey: nora.recoveryKey });
    expect(await refusal(withOld)).toBe("recovery_refused");
    await done(page.client.account.recover({ ...input, recoveryKey }));
  });

  it("holds its new recovery key up until it is kept, whatever fails after the change", async () => {
    const { page } = nora;
    server.weather = (request) =>
      request.endsWith("/user") || request.includes("/user/chats") ? "request_lost" : "fine";
    const recoveryKey = await done(page.client.account.replaceKeys({ currentPassword: PASSWORD }));
    expect(sessionOf(page)).toMatchObject({ kind: "open", newRecoveryKey: recoveryKey });
    page.client.account.keptRecoveryKey();
    expect(sessionOf(page)).not.toHaveProperty("newRecoveryKey");
  });

  it("shows its new recovery key though the server answers the change with an older state", async () => {
    const { page } = nora;
    const kept = server.accounts.byLogin("nora");
    if (kept === undefined) throw new Error("nora is not there");
    const older = kept.state;
    await register(server, "maya");
    await openChat(page, "maya");
    await eventually(() => expect(kept.state.rev).toBeGreaterThan(older.rev));
    kept.state = older;
    const recoveryKey = await done(
      page.client.account.renewRecoveryKey({ currentPassword: PASSWORD }),
    );
    expect(sessionOf(page)).toMatchObject({
      kind: "state_refused",
      why: "state_rollback",
      newRecoveryKey: recoveryKey,
    });
    page.client.account.keptRecoveryKey();
    expect(sessionOf(page)).not.toHaveProperty("newRecoveryKey");
  });

  it("shows its new recovery key also when the server's answer was lost", async () => {
    const { account } = nora.page.client;
    let losses = 1;
    server.weather = (request) =>
      request.endsWith("update_password_and_keys") && losses-- > 0 ? "answer_lost" : "fine";
    const recoveryKey = await done(account.renewRecoveryKey({ currentPassword: PASSWORD }));
    const page = await new FakeBrowser(server).openPage();
    const input = { login: "nora", newPassword: NEW_PASSWORD, keepUnlocked: false };
    await done(page.client.account.recover({ ...input, recoveryKey }));
  });

  it("keeps its old password when the change never reached the server", async () => {
    server.weather = (request) =>
      request.endsWith("update_password_and_keys") ? "request_lost" : "fine";
    expect(await refusal(changePassword())).toBe("offline");
    await done(nora.page.client.chat.reloadChats());
    await done((await logIn(PASSWORD)).result);
  });

  it("says that a recovery key is mistyped without asking the server", async () => {
    const page = await new FakeBrowser(server).openPage();
    const input = { login: "nora", newPassword: NEW_PASSWORD, keepUnlocked: false };
    const typed = page.client.account.recover({ ...input, recoveryKey: "K7QM 2XRD" });
    expect(await refusal(typed)).toBe("recovery_key_malformed");
  });

  it("goes on with new keys: companions follow without a warning, old messages stay", async () => {
    const maya = await register(server, "maya");
    const chatId = await openChat(nora.page, "maya");
    await openConversation(maya.page, chatId);
    await done(nora.page.client.message.sendText(chatId, "before"));
    await shows(maya.page, chatId, ["before"]);
    await done(nora.page.client.account.replaceKeys({ currentPassword: PASSWORD }));
    await openConversation(nora.page, chatId);
    await done(nora.page.client.message.sendText(chatId, "after"));
    await shows(maya.page, chatId, ["before", "after"]);
    await done(maya.page.client.message.sendText(chatId, "answer"));
    await shows(nora.page, chatId, ["before (read)", "after (read)", "answer"]);
    const [row] = maya.page.client.chats.getState().rows;
    expect(row?.trust).toEqual({ kind: "pinned" });
  });

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

  it("leaves nothing in the browser when it logs out, in any tab", async () => {
    const tab = await nora.browser.openPage();
    await becomes(tab, "open");
    await done(nora.page.client.account.logOut());
    expect(sessionOf(nora.page)).toEqual({ kind: "signed_out", notice: "logged_out" });
    await becomes(tab, "signed_out");
    const { database } = nora.page;
    const left = [...database.objectStoreNames].filter((store) => store !== "marks");
    for (const store of left) expect([store, await database.count(store)]).toEqual([store, 0]);
  });

  it("remembers over the end of its session what it had seen: no older state passes", async () => {
    const { browser, page } = nora;
    const kept = server.accounts.byLogin("nora");
    if (kept === undefined) throw new Error("nora is not there");
    const older = kept.state;
    await register(server, "maya");
    await openChat(page, "maya");
    await eventually(() => expect(kept.state.rev).toBeGreaterThan(older.rev));
    await done(page.client.account.logOut());
    kept.state = older;
    const again = { login: "nora", password: PASSWORD, keepUnlocked: true };
    const refused = { kind: "state_refused", why: "state_rollback", remembers: false };
    await done(page.client.account.logIn(again));
    expect(sessionOf(page)).toMatchObject(refused);
    page.kill();
    const later = await browser.openPage();
    await becomes(later, "state_refused");
    expect(sessionOf(later)).toMatchObject(refused);
  });

  it("takes no older credential record than it had seen", async () => {
    const kept = server.accounts.byLogin("nora");
    if (kept === undefined) throw new Error("nora is not there");
    const older = { ...kept };
    await done(changePassword());
    await done(nora.page.client.account.logOut());
    Object.assign(kept, older);
    const again = { login: "nora", password: PASSWORD, keepUnlocked: true };
    expect(await refusal(nora.page.client.account.logIn(again))).toBe("state_rollback");
  });
});
