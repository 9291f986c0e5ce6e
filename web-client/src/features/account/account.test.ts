import { beforeEach, describe, expect, it } from "vitest";
import { FakeBrowser } from "../../testing/fakeBrowser.ts";
import { FakeServer } from "../../testing/fakeServer.ts";
import {
  becomes,
  done,
  eventually,
  logInAnew,
  NEW_PASSWORD,
  openChat,
  PASSWORD,
  type Person,
  refusal,
  register,
  sessionOf,
} from "../../testing/talk.ts";

describe("an account", () => {
  let server: FakeServer;
  let nora: Person;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    nora = await register(server, "nora");
  });

  const logIn = (password: string) => logInAnew(server, "nora", password);

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
});
