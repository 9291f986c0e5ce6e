import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as epochs from "./attacksOnEpochs.ts";
import * as log from "./attacksOnLog.ts";
import { PATIENCE } from "./browser.ts";
import { type Account, expectRefusal, PASSWORD, Scene } from "./hostileScene.ts";
import type { Lie } from "./hostileServer.ts";
import type { Person } from "./person.ts";
import type { Ended, Terminal } from "./terminal.ts";

let scene: Scene;
let alice: Account;
let bob: Account;
let carol: Account;
let terminal: Terminal;
let chatId = "";
let otherChatId = "";

// Alice writes three messages to Bob and one to Carol.
beforeAll(async () => {
  scene = await Scene.open();
  let [a, b]: Person[] = [];
  [[alice, a], [bob, b], [carol]] = await Promise.all([
    scene.register("alice"),
    scene.register("bob"),
    scene.registerInTerminal("carol"),
  ]);
  chatId = [alice.userId, bob.userId].sort().join(".");
  otherChatId = [alice.userId, carol.userId].sort().join(".");
  await a.find(bob.login);
  for (const text of ["the first message", "the second message", "the third message"]) {
    await a.write(text);
    await a.isSent(text);
  }
  await a.find(carol.login);
  await a.write("a word to Carol");
  await a.isSent("a word to Carol");
  await b.open(alice.login);
  await b.sees("the third message");
  await Promise.all([a.leave(), b.leave()]);
  terminal = await scene.terminalOf(alice);
  const { out } = await terminal.chat(scene.server.url, "read", bob.login);
  expect(out).toContain("the third message");
}, 240_000);
afterAll(() => scene.close());

/** Alice reads the chat with Bob on a fresh browser and in her terminal; answers how the latter ended. */
function read(lie: Lie, look: (person: Person) => Promise<void>): Promise<Ended> {
  return scene.onBothClients(lie, [alice, bob], terminal, look);
}

describe("a server that lies about messages is refused, and nothing forged is shown", () => {
  test("an edited message", async () => {
    const { out } = await read(log.edit(chatId, 2), async (person) => {
      await person.isTold(/its signature doesn’t hold/);
      await person.sees("the third message");
      expect(await person.shown("the second message")).toBe(0);
    });
    expect(out).toContain("!! entry 2 refused: bad_signature");
    expect(out).not.toContain("the second message");
  });

  test("messages in another order", async () => {
    const { out } = await read(log.reorder(chatId, 2, 3), async (person) => {
      await person.isTold(/it answers a history that is not the one/);
      expect(await person.shown("the third message")).toBe(0);
    });
    expect(out).toContain("!! entry 2 refused: seen_mismatch");
    expect(out).not.toContain("the third message");
  });

  test("a message that is left out", async () => {
    const ended = await read(log.drop(chatId, 2), async (person) => {
      await person.isTold(/in a way that can’t be true/);
      await person.isTold(/Nothing can be sent here/);
      expect(await person.shown("the second message")).toBe(0);
    });
    expectRefusal(ended, "gap");
    expect(ended.out).not.toContain("the third message");
  });

  test("a message that is told twice", async () => {
    const { out } = await read(log.replay(chatId, 2), async (person) => {
      await person.isTold(/it is a copy of an earlier one/);
      await person.sees("the second message");
      expect(await person.shown("the second message")).toBe(1);
    });
    expect(out).toContain("!! entry 4 refused: replayed");
    expect(out.split("the second message").length).toBe(2);
  });

  test("another chat's message by the same sender", async () => {
    const lie = log.transplant(chatId, 2, otherChatId, 1);
    const { out } = await read(lie, async (person) => {
      await person.isTold(/its signature doesn’t hold/);
      await person.sees("the third message");
      expect(await person.shown("a word to Carol")).toBe(0);
    });
    expect(out).toContain("!! entry 2 refused: bad_signature");
    expect(out).not.toContain("a word to Carol");
  });

  test("a log that is shorter or another one than the browser kept of it", async () => {
    const person = await scene.person();
    await person.page.goto("/");
    await person.page.getByLabel("Keep me unlocked on this device").check();
    await person.fillIn(alice.login, PASSWORD);
    await person.open(bob.login);
    await person.sees("the first message");
    for (const lie of [log.withhold(chatId, 3), log.edit(chatId, 2)]) {
      await scene.during(lie, async () => {
        await person.page.reload();
        await person.isTold(/no longer shows messages that this browser has verified/);
        await person.isTold(/Nothing can be sent here/);
        await person.sees("the third message");
      });
    }
    await person.leave();
  });

  test("messages that are pushed to open clients, told twice and edited", async () => {
    const bobs = await scene.terminalOf(bob);
    const say = async (text: string) => {
      const { code } = await bobs.chat(scene.server.url, "send", alice.login, text);
      expect(code).toBe(0);
    };
    const person = await scene.person();
    await person.logIn(alice.login, PASSWORD);
    await person.open(bob.login);
    await person.sees("the third message");
    const watching = await terminal.watch();
    await scene.during(log.replayPushed(), async () => {
      await say("pushed as it is");
      await person.sees("pushed as it is");
      await watching.prints("pushed as it is");
      await say("never shown");
      await person.isTold(/it is a copy of an earlier one/);
      await watching.prints("!! entry 5 refused: replayed");
    });
    await scene.during(log.editPushed, async () => {
      await say("not shown either");
      await person.isTold(/its signature doesn’t hold/);
      await watching.prints("!! entry 6 refused: bad_signature");
    });
    expect(await person.shown("pushed as it is")).toBe(1);
    expect(watching.out().split("pushed as it is").length).toBe(2);
    expect(await person.page.getByText(/never shown|not shown either/).count()).toBe(0);
    expect(watching.out()).not.toMatch(/never shown|not shown either/);
    await watching.stop();
    await person.leave();
  });
});

/** The whole chat is refused: a sentence instead of messages, and nothing can be sent. */
async function refusesChat(lie: Lie, sentence: RegExp, code: string): Promise<void> {
  const ended = await read(lie, async (person) => {
    await person.isTold(sentence);
    await person.isTold(/Nothing can be sent here/);
    expect(await person.shown("the first message")).toBe(0);
  });
  expectRefusal(ended, code);
  expect(ended.out).toBe("");
}

describe("a server that lies about epochs is refused with the whole chat", () => {
  const UNTRUE = /in a way that can’t be true/;

  test("a silent member", () => refusesChat(epochs.addMember(chatId), UNTRUE, "epoch_refused"));

  test("another secret than the other member has", () =>
    refusesChat(epochs.otherSecret, UNTRUE, "commitment_mismatch"));

  test("another chat's epochs", () =>
    refusesChat(epochs.otherChatsEpochs(chatId, otherChatId), UNTRUE, "epoch_refused"));

  describe("after Bob made new keys", () => {
    let fork: epochs.Fork;

    beforeAll(async () => {
      fork = epochs.fork(chatId);
      const person = await scene.person();
      await person.logIn(bob.login, PASSWORD);
      await person.open(alice.login);
      await person.sees("the first message");
      await scene.during(fork.keepBack, async () => {
        await person.makeNewKeys(PASSWORD);
        // Chats are renewed by themselves afterwards.
        await vi.waitUntil(() => scene.server.lies() > 0, { timeout: PATIENCE });
      });
      await person.leave();
      const bobs = await scene.terminalOf(bob);
      const told = "under the new keys";
      expect((await bobs.chat(scene.server.url, "send", alice.login, told)).code).toBe(0);
      // Alice's state remembers the new epoch from here on.
      const { out } = await terminal.chat(scene.server.url, "read", bob.login);
      expect(out).toContain("-- new keys by ");
      expect(out).toContain(told);
    });

    test("another epoch of the same number and maker", () =>
      refusesChat(fork.show, /is not the one you verified/, "epoch_fork"));

    test("the chat as it was before the newest epoch", () =>
      refusesChat(epochs.rollBack(chatId), /an older state of this chat/, "epoch_rollback"));
  });
});
