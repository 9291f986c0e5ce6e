import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as attacks from "./attacksOnAccounts.ts";
import { type Account, expectRefusal, PASSWORD, Scene } from "./hostileScene.ts";
import type { Lie } from "./hostileServer.ts";
import { between, makeUpChat } from "./madeUpChat.ts";
import type { Person } from "./person.ts";
import type { Ended, Terminal } from "./terminal.ts";

let scene: Scene;
let alice: Account;
let bob: Account;
let dave: Account;
let terminal: Terminal;
let davesTerminal: Terminal;

// Alice and Bob have met; Dave knows nobody.
beforeAll(async () => {
  scene = await Scene.open();
  let [a, b]: Person[] = [];
  [[alice, a], [bob, b], [dave, davesTerminal]] = await Promise.all([
    scene.register("alice"),
    scene.register("bob"),
    scene.registerInTerminal("dave"),
  ]);
  await a.find(bob.login);
  await a.write("the first message");
  await a.isSent("the first message");
  // Only who opened or answered a chat has met the other one: his keys are pinned from then on.
  const pinned = b.page.waitForResponse(
    (answer) => answer.url().endsWith("/api/user/state") && answer.request().method() === "PUT",
  );
  await b.open(alice.login);
  await b.sees("the first message");
  await pinned;
  await Promise.all([a.leave(), b.leave()]);
  terminal = await scene.terminalOf(alice);
  expect((await chat("read", bob.login)).out).toContain("the first message");
}, 240_000);
afterAll(() => scene.close());

/** A command in Alice's terminal. */
function chat(command: string, ...parameters: readonly string[]): Promise<Ended> {
  return terminal.chat(scene.server.url, command, ...parameters);
}

const changed = ({ login }: Account) => new RegExp(`${login}’s safety number changed`);

describe("a server that lies about others' keys is refused, and nothing is sent", () => {
  test("keys of its own in place of Bob's, on a fresh browser and in the terminal", async () => {
    const swap = await attacks.swapKeys(bob.userId, bob.login);
    await scene.onFreshBrowser(swap, [alice, bob], (person) => person.isTold(changed(bob)));
    const read = await scene.during(swap, () => chat("read", bob.login));
    expectRefusal(read, "identity_changed");
    // The other keys block every client of the account until the person decides.
    expectRefusal(await chat("send", bob.login, "never sent"), "identity_changed");
    expect((await chat("safety", bob.login, "--keep-key")).code).toBe(0);
    expect((await chat("send", bob.login, "after a decision")).code).toBe(0);
  });

  test("keys of its own in place of Bob's, on the browser that knew him", async () => {
    const swap = await attacks.swapKeys(bob.userId, bob.login);
    const person = await scene.person();
    await person.logIn(alice.login, PASSWORD);
    await person.open(bob.login);
    await person.sees("the first message");
    await scene.during(swap, async () => {
      await person.page.reload();
      await person.unlock(PASSWORD);
      await person.isTold(changed(bob));
      await person.isTold(/to go on writing/);
      await person.sees("the first message");
    });
    await person.compareAfterChange();
    await person.write("after comparing");
    await person.isSent("after comparing");
    await person.leave();
  });

  test("somebody else's keys in place of Bob's", async () => {
    const lie = attacks.otherPersonsKeys(bob.userId, dave.userId);
    const read = await scene.onBothClients(lie, [alice, bob], terminal, async (person) => {
      await person.isTold(/keys that can’t be right/);
      expect(await person.shown("the first message")).toBe(0);
    });
    expectRefusal(read, "identity_refused");
    expect(read.out).toBe("");
  });
});

// At first contact only a comparison of safety numbers shows the swap (SECURITY.md). What the other
// side is served then, and what follows when the server stops, is refused.
describe("keys of the server's own at the first contact with Dave", () => {
  test("of a browser: his clients refuse the chat, and the browser his keys later", async () => {
    const { asMiddleman, withHonestKeys } = await makeUpChat(alice, dave);
    const person = await scene.person();
    await person.logIn(alice.login, PASSWORD);
    await scene.during(asMiddleman, async () => {
      await person.find(dave.login);
      await person.write("for Dave only");
      await person.isSent("for Dave only");
    });
    await refusedByDave(withHonestKeys, alice, "for Dave only");
    await scene.during(withHonestKeys, async () => {
      await person.page.reload();
      await person.unlock(PASSWORD);
      await person.isTold(changed(dave));
      await person.isTold(/to go on writing/);
    });
    await person.leave();
  });

  test("of a terminal: his clients refuse the chat, and the terminal his keys later", async () => {
    const { asMiddleman, withHonestKeys } = await makeUpChat(bob, dave);
    const bobs = await scene.terminalOf(bob);
    const send = (text: string) => bobs.chat(scene.server.url, "send", dave.login, text);
    expect((await scene.during(asMiddleman, () => send("from Bob to Dave"))).code).toBe(0);
    await refusedByDave(withHonestKeys, bob, "from Bob to Dave");
    const again = await scene.during(withHonestKeys, () => send("never sent"));
    expectRefusal(again, "identity_changed");
  });

  test("on both sides: only the safety numbers tell", async () => {
    const [carol, carols] = await scene.registerInTerminal("carol");
    const [hers, his] = [await makeUpChat(carol, dave), await makeUpChat(dave, carol)];
    await scene.during(between(carol, hers, his), async () => {
      const { url } = scene.server;
      expect((await carols.chat(url, "send", dave.login, "from Carol")).code).toBe(0);
      expect((await davesTerminal.chat(url, "send", carol.login, "from Dave")).code).toBe(0);
      const [one, other] = await Promise.all([
        carols.chat(url, "safety", dave.login),
        davesTerminal.chat(url, "safety", carol.login),
      ]);
      expect(one.out).toMatch(/^(\d{5} ){11}\d{5}\n$/);
      expect(other.out).toMatch(/^(\d{5} ){11}\d{5}\n$/);
      expect(one.out).not.toBe(other.out);
    });
  });

  /** A roster without his own keys is no chat of his, whatever the server serves. */
  async function refusedByDave(lie: Lie, companion: Account, text: string): Promise<void> {
    const read = await scene.onBothClients(
      lie,
      [dave, companion],
      davesTerminal,
      async (person) => {
        await person.isTold(/are not the ones you know/);
        expect(await person.shown(text)).toBe(0);
      },
    );
    expectRefusal(read, "identity_changed");
    expect(read.out).toBe("");
  }
});

describe("a server that lies about the account itself is refused", () => {
  const REFUSED = /keys that are not yours/;

  for (const memory of [1_024, 4_194_304]) {
    test(`a password derivation of ${memory} KiB`, () =>
      scene.refusesLogIn(attacks.cost(memory), alice, /password protection/, "kdf_refused"));
  }

  test("another account's vault", () => {
    const lie = attacks.logInWith({ vault: bob.session["vault"] });
    return scene.refusesLogIn(lie, alice, REFUSED, "vault_refused");
  });

  test("an older state, where a newer one was seen", async () => {
    const lie = attacks.olderState(alice.session["state"]);
    const person = await scene.person();
    await person.logIn(alice.login, PASSWORD);
    await person.page.reload();
    await scene.during(lie, async () => {
      await person.fillInUnlock(PASSWORD);
      await person.page.getByText(/an older state of your account/).waitFor();
      expectRefusal(await chat("read", bob.login), "state_rollback");
    });
    await person.leave();
  });

  test("a take-over by its own half of the recovery key", async () => {
    const lie = await attacks.takeOver(alice.userId, alice.login);
    await scene.refusesLogIn(lie, alice, REFUSED, "vault_refused");

    const person = await scene.person();
    const other = await scene.terminal();
    await scene.during(lie, async () => {
      await person.fillInRecovery(alice.login, alice.recoveryKey, "another password");
      await person.page.getByText(REFUSED).waitFor();
      const { login, recoveryKey } = alice;
      expectRefusal(await other.recover(scene.server.url, login, recoveryKey), "vault_refused");
    });
    await person.leave();

    const bobs = await scene.terminalOf(bob);
    const read = await scene.onBothClients(lie, [bob, alice], bobs, (friend) =>
      friend.isTold(changed(alice)),
    );
    expectRefusal(read, "identity_changed");
  });
});
