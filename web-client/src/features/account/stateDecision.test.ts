import { beforeEach, describe, expect, it } from "vitest";
import { FakeBrowser, type FakePage } from "../../testing/fakeBrowser.ts";
import { FakeServer } from "../../testing/fakeServer.ts";
import {
  done,
  eventually,
  openChat,
  PASSWORD,
  type Person,
  refusal,
  register,
} from "../../testing/talk.ts";

describe("a state of the account that does not open", () => {
  let server: FakeServer;
  let nora: Person;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    nora = await register(server, "nora");
    await register(server, "maya");
    const chatId = await openChat(nora.page, "maya");
    await done(nora.page.client.chat.setVerified(chatId, true));
  });

  const stored = () => {
    const account = server.accounts.byLogin("nora");
    if (account === undefined) throw new Error("nora is not there");
    return account;
  };
  const damage = () => {
    stored().state = { ...stored().state, sealed: `AAAA${stored().state.sealed.slice(4)}` };
  };
  const is = (page: FakePage, expected: object) =>
    eventually(() => expect(page.client.session.getState()).toMatchObject(expected));
  const trusts = (page: FakePage, trust: string) =>
    eventually(() =>
      expect(page.client.chats.getState().rows.map((row) => row.trust.kind)).toEqual([trust]),
    );
  const logIn = (page: FakePage, keepUnlocked = false) =>
    done(page.client.account.logIn({ login: "nora", password: PASSWORD, keepUnlocked }));

  it("leads to a question, and with nothing remembered goes on with an empty one at the person's word", async () => {
    damage();
    const damaged = stored().state;
    const page = await new FakeBrowser(server).openPage();
    await logIn(page);
    await is(page, { kind: "state_refused", why: "state_unreadable", remembers: false });
    expect(stored().state).toBe(damaged);
    await done(page.client.account.goOnWithoutState());
    await is(page, { kind: "open" });
    await trusts(page, "pinned");
    const later = await new FakeBrowser(server).openPage();
    await logIn(later);
    await is(later, { kind: "open" });
  });

  it("is asked for again, and opens once the server has the right one", async () => {
    const good = stored().state;
    damage();
    const page = await new FakeBrowser(server).openPage();
    await logIn(page);
    expect(await refusal(page.client.account.retryState())).toBe("state_unreadable");
    await is(page, { kind: "state_refused" });
    stored().state = good;
    await done(page.client.account.retryState());
    await is(page, { kind: "open" });
    await trusts(page, "verified");
  });

  it("is replaced by what this browser remembers, with every mark that is in it", async () => {
    nora.page.kill();
    damage();
    const page = await nora.browser.openPage();
    await is(page, { kind: "locked" });
    await done(page.client.account.unlock({ password: PASSWORD, keepUnlocked: true }));
    await is(page, { kind: "state_refused", why: "state_unreadable", remembers: true });
    await done(page.client.account.goOnWithoutState());
    await trusts(page, "verified");
    const elsewhere = await new FakeBrowser(server).openPage();
    await logIn(elsewhere);
    await trusts(elsewhere, "verified");
  });

  it("keeps what is remembered over a visit in which nothing was decided", async () => {
    nora.page.kill();
    damage();
    const first = await nora.browser.openPage();
    await is(first, { kind: "locked" });
    await done(first.client.account.unlock({ password: PASSWORD, keepUnlocked: false }));
    await is(first, { kind: "state_refused", remembers: true });
    first.kill();
    const page = await nora.browser.openPage();
    await is(page, { kind: "locked" });
    await done(page.client.account.unlock({ password: PASSWORD, keepUnlocked: false }));
    await is(page, { kind: "state_refused", remembers: true });
  });

  it("may be older than one that was seen: it is joined with what this browser remembers", async () => {
    const verified = stored().state;
    const chatId = nora.page.client.chats.getState().rows[0]?.chatId ?? "";
    for (const compared of [false, true, false]) {
      await done(nora.page.client.chat.setVerified(chatId, compared));
    }
    expect(stored().state.rev).toBe(verified.rev + 3);
    nora.page.kill();
    stored().state = { ...verified };
    const page = await nora.browser.openPage();
    await is(page, { kind: "state_refused", why: "state_rollback", remembers: true });
    await done(page.client.account.goOnWithoutState());
    await is(page, { kind: "open" });
    page.kill();
    const next = await nora.browser.openPage();
    await is(next, { kind: "open" });
    // What the person decided holds over a log-out, as what was seen does.
    await done(next.client.account.logOut());
    await logIn(next);
    await is(next, { kind: "open" });
  });

  it("that comes while the account is open closes it and asks, instead of going on without it", async () => {
    damage();
    stored().state = { ...stored().state, rev: stored().state.rev + 1 };
    const chatId = nora.page.client.chats.getState().rows[0]?.chatId ?? "";
    const change = nora.page.client.chat.setVerified(chatId, false);
    expect(await refusal(change)).toBe("state_unreadable");
    await is(nora.page, { kind: "state_refused", remembers: true });
    await done(nora.page.client.account.goOnWithoutState());
    await trusts(nora.page, "pinned");
  });

  it("is left by signing out, without any decision", async () => {
    damage();
    const damaged = stored().state;
    const page = await new FakeBrowser(server).openPage();
    await logIn(page);
    await done(page.client.account.logOut());
    await is(page, { kind: "signed_out", notice: "logged_out" });
    expect(stored().state).toBe(damaged);
    expect(await refusal(page.client.account.goOnWithoutState())).toBe("unauthorized");
  });
});
