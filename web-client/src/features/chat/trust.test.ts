import { beforeEach, describe, expect, it } from "vitest";
import type { Schema } from "../../api/http.ts";
import { FakeBrowser } from "../../testing/fakeBrowser.ts";
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
} from "../../testing/talk.ts";

describe("whom a chat trusts", () => {
  let server: FakeServer;
  let nora: Person;
  let maya: Person;
  let chatId: string;

  beforeEach(async () => {
    server = new FakeServer(() => Date.now());
    ({ nora, maya, chatId } = await noraAndMaya(server));
    await done(nora.page.client.message.sendText(chatId, "hello"));
    await shows(maya.page, chatId, ["hello"]);
  });

  const trust = () => nora.page.client.chats.getState().rows[0]?.trust.kind;
  const userIdOf = (login: string) => server.accounts.byLogin(login)?.userId ?? "";
  const logInAnew = async () => {
    const page = await new FakeBrowser(server).openPage();
    const login = { login: "nora", password: PASSWORD, keepUnlocked: false };
    await done(page.client.account.logIn(login));
    return page;
  };

  /** Keys of maya's name that the server made itself. */
  const swapKeys = async () => {
    const elsewhere = new FakeServer(() => Date.now());
    await register(elsewhere, "somebody");
    await register(elsewhere, "maya");
    const forged = elsewhere.accounts.byLogin("maya");
    if (forged?.userId !== userIdOf("maya")) throw new Error("the forgery needs maya's id");
    server.rewrite = (request, answer) =>
      request === `GET /user/${userIdOf("maya")}/identity`
        ? { ...(answer as Schema["IdentityChain"]), identities: forged.identities }
        : answer;
  };

  it("begins with the companion's first keys and shows both the same safety number", async () => {
    expect(trust()).toBe("pinned");
    const ours = await done(nora.page.client.chat.safetyNumber(chatId));
    const theirs = await done(maya.page.client.chat.safetyNumber(chatId));
    expect(ours).toHaveLength(12);
    expect(ours).toEqual(theirs);
  });

  it("remembers on every browser that the safety numbers were compared", async () => {
    await done(nora.page.client.chat.setVerified(chatId, true));
    expect(trust()).toBe("verified");
    const page = await logInAnew();
    await openConversation(page, chatId);
    expect(page.client.chats.getState().rows[0]?.trust.kind).toBe("verified");
  });

  it("blocks sending when the server shows other keys, here and on a fresh browser", async () => {
    await swapKeys();
    nora.page.client.message.closeConversation(chatId);
    await openConversation(nora.page, chatId);
    await eventually(() => expect(trust()).toBe("changed"));
    const { message } = nora.page.client;
    expect(await refusal(message.sendText(chatId, "secret"))).toBe("identity_changed");
    const page = await logInAnew();
    await eventually(() =>
      expect(page.client.chats.getState().rows[0]?.trust.kind).toBe("changed"),
    );
    expect(await refusal(page.client.message.sendText(chatId, "secret"))).toBe("identity_changed");
  });

  it("accepts only the keys that the person was asked about", async () => {
    await swapKeys();
    nora.page.client.message.closeConversation(chatId);
    await openConversation(nora.page, chatId);
    await eventually(() => expect(trust()).toBe("changed"));
    const third = new FakeServer(() => Date.now());
    await register(third, "somebody");
    await register(third, "maya");
    server.rewrite = (request, answer) =>
      request === `GET /user/${userIdOf("maya")}/identity`
        ? { ...(answer as object), identities: third.accounts.byLogin("maya")?.identities }
        : answer;
    const accepted = nora.page.client.chat.acceptChangedKeys(chatId);
    expect(await refusal(accepted)).toBe("identity_changed");
    expect(trust()).toBe("changed");
  });

  it("goes on with the known keys once the person has compared them, and blocks others again", async () => {
    await swapKeys();
    nora.page.client.message.closeConversation(chatId);
    await openConversation(nora.page, chatId);
    await eventually(() => expect(trust()).toBe("changed"));
    const ours = await done(nora.page.client.chat.safetyNumber(chatId));
    expect(ours).toEqual(await done(maya.page.client.chat.safetyNumber(chatId)));
    await done(nora.page.client.chat.setVerified(chatId, true));
    expect(trust()).toBe("verified");
    await done(nora.page.client.message.sendText(chatId, "still you"));
    await shows(maya.page, chatId, ["hello", "still you"]);

    nora.page.client.message.closeConversation(chatId);
    await openConversation(nora.page, chatId);
    await eventually(() => expect(trust()).toBe("changed"));
  });

  it("loads a chat that could not be read when the person tries again", async () => {
    server.rewrite = (request, answer) =>
      request.endsWith("/epochs")
        ? { epochs: [{ id: 0, record: "AA", signature: "A".repeat(86) }] }
        : answer;
    const page = await logInAnew();
    page.client.message.openConversation(chatId);
    const shown = () => page.client.conversations.getState()[chatId];
    await eventually(() => expect(shown()).toMatchObject({ status: "failed" }));
    server.rewrite = (_, answer) => answer;
    await openConversation(page, chatId);
    await shows(page, chatId, ["hello (sent)"]);
  });

  it("refuses a chat whose epochs are fewer than another browser has verified", async () => {
    await done(maya.page.client.account.replaceKeys({ currentPassword: PASSWORD }));
    await shows(nora.page, chatId, ["hello (sent)"]);
    await eventually(() =>
      expect(rows(nora.page, chatId).filter(({ kind }) => kind === "epoch")).toHaveLength(2),
    );
    await eventually(() => expect(server.accounts.byLogin("nora")?.state.rev).toBeGreaterThan(3));
    server.rewrite = (request, answer) => {
      if (request.endsWith("/epochs")) {
        return { epochs: (answer as Schema["EpochPage"]).epochs.slice(0, 1) };
      }
      if (!request.endsWith("/messages")) return answer;
      const { entries } = answer as Schema["EntryPage"];
      return { entries: entries.filter(({ id }) => id < 2), head: 1 };
    };
    const page = await logInAnew();
    for (let attempt = 0; attempt < 2; attempt++) {
      await openConversation(page, chatId);
      expect(page.client.conversations.getState()[chatId]).toMatchObject({
        refused: "epoch_rollback",
      });
      expect(rows(page, chatId)).toEqual([]);
      expect(await refusal(page.client.message.sendText(chatId, "x"))).toBe("epoch_rollback");
      page.client.message.closeConversation(chatId);
    }
  });
});
