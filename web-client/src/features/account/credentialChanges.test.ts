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
  openConversation,
  PASSWORD,
  type Person,
  refusal,
  register,
  sessionOf,
  shows,
} from "../../testing/talk.ts";

describe("an account whose credentials change", () => {
  let server: FakeServer;
  let nora: Person;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    nora = await register(server, "nora");
  });

  const logIn = (password: string) => logInAnew(server, "nora", password);
  const changePassword = () =>
    nora.page.client.account.changePassword({
      currentPassword: PASSWORD,
      newPassword: NEW_PASSWORD,
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
