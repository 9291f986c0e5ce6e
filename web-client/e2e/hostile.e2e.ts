import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as attacks from "./attacks.ts";
import { launchBrowser } from "./browser.ts";
import { type Attack, type HostileServer, startHostileServer } from "./hostileServer.ts";
import { freshLogin, Person, target } from "./person.ts";
import { type Ended, Terminal } from "./terminal.ts";

const PASSWORD = "a password against liars";
const TAMPERING = 4;

let browser: Browser;
let server: HostileServer;
let terminal: Terminal;
const [alice, bob] = [freshLogin("alice"), freshLogin("bob")];
let bobId = "";
let bobVault: unknown;

// Alice writes 1, 2 and 3 to Bob, whose vault the server keeps a copy of.
beforeAll(async () => {
  [browser, server, terminal] = await Promise.all([
    launchBrowser(),
    startHostileServer(target),
    Terminal.open(PASSWORD),
  ]);
  server.attack((path, answer) => {
    if (path === "/register_step2" && answer["login"] === bob) {
      bobId = String(answer["user_id"]);
      bobVault = answer["vault"];
    }
    return undefined;
  });
  const [a, b] = [await Person.at(browser, server.url), await Person.at(browser, server.url)];
  await a.register(alice, PASSWORD);
  await b.register(bob, PASSWORD);
  await a.find(bob);
  for (const text of ["the first message", "the second message", "the third message"]) {
    await a.write(text);
    await a.isSent(text);
  }
  await b.open(alice);
  await b.sees("the third message");
  await Promise.all([a.leave(), b.leave()]);
  expect((await terminal.chat(server.url, "login", alice)).code).toBe(0);
  expect((await terminal.chat(server.url, "read", bob)).out).toContain("the third message");
}, 240_000);
afterAll(async () => {
  await browser.close();
  await server.close();
  await terminal.close();
});

/** Alice on a fresh browser while the server lies. */
async function onFreshBrowser(attack: Attack, look: (person: Person) => Promise<void>) {
  const person = await Person.at(browser, server.url);
  server.attack(attack);
  try {
    await person.logIn(alice, PASSWORD);
    await person.page
      .getByRole("link", { name: new RegExp(bob) })
      .first()
      .click();
    await look(person);
    expect(server.changed()).toBeGreaterThan(0);
  } finally {
    server.attack(undefined);
    await person.leave();
  }
}

/** The Java client reads while the server lies; answers how it ended. */
async function inTerminal(attack: Attack): Promise<Ended> {
  server.attack(attack);
  try {
    const ended = await terminal.chat(server.url, "read", bob);
    expect(server.changed()).toBeGreaterThan(0);
    return ended;
  } finally {
    server.attack(undefined);
  }
}

async function notShown(person: Person, text: string): Promise<void> {
  expect(await person.page.getByText(text, { exact: true }).count()).toBe(0);
}

describe("a server that lies is refused, and nothing forged is shown", () => {
  test("an edited message", async () => {
    await onFreshBrowser(attacks.edit(2), async (person) => {
      await person.page.getByText(/its signature doesn’t hold/).waitFor();
      await person.sees("the third message");
      await notShown(person, "the second message");
    });
    const { out } = await inTerminal(attacks.edit(2));
    expect(out).toContain("!! entry 2 refused: bad_signature");
    expect(out).not.toContain("the second message");
  });

  test("messages in another order", async () => {
    await onFreshBrowser(attacks.reorder(2, 3), async (person) => {
      await person.page.getByText(/it answers a history that is not the one/).waitFor();
      await notShown(person, "the third message");
    });
    const { out } = await inTerminal(attacks.reorder(2, 3));
    expect(out).toContain("!! entry 2 refused: seen_mismatch");
    expect(out).not.toContain("the third message");
  });

  test("a message that is left out", async () => {
    await onFreshBrowser(attacks.drop(2), async (person) => {
      await person.page
        .getByText(/in a way that can’t be true/)
        .first()
        .waitFor();
      await notShown(person, "the third message");
    });
    const { code, out } = await inTerminal(attacks.drop(2));
    expect(code).toBe(TAMPERING);
    expect(out).not.toContain("the third message");
  });

  test("a message that is told twice", async () => {
    await onFreshBrowser(attacks.replay(2, 3), async (person) => {
      await person.page.getByText(/it is a copy of an earlier one/).waitFor();
      await person.sees("the second message");
    });
    expect((await inTerminal(attacks.replay(2, 3))).out).toContain("!! entry 4 refused: replayed");
  });

  test("a silent member", async () => {
    await onFreshBrowser(attacks.addMember, async (person) => {
      await person.page.getByRole("alert").first().waitFor();
      await notShown(person, "the first message");
    });
    const { code, out } = await inTerminal(attacks.addMember);
    expect(code).toBe(TAMPERING);
    expect(out).not.toContain("the first message");
  });

  test("keys of the server's own in place of Bob's, on a fresh browser and in the terminal", async () => {
    const swap = await attacks.swapKeys(bobId, bob);
    await onFreshBrowser(swap, async (person) => {
      await person.page.getByText(`${bob}’s safety number changed`).first().waitFor();
    });
    expect((await inTerminal(swap)).code).toBe(TAMPERING);
    // The other keys block every client of the account until the person decides.
    expect((await terminal.chat(server.url, "send", bob, "unsafe")).code).toBe(TAMPERING);
    expect((await terminal.chat(server.url, "safety", bob, "--keep-key")).code).toBe(0);
  });

  test("keys of the server's own in place of Bob's, on the browser that knew him", async () => {
    const swap = await attacks.swapKeys(bobId, bob);
    const person = await Person.at(browser, server.url);
    await person.logIn(alice, PASSWORD);
    await person.open(bob);
    await person.sees("the third message");
    server.attack(swap);
    await person.page.reload();
    await person.unlock(PASSWORD);
    await person.page.getByText(`${bob}’s safety number changed`).first().waitFor();
    await person.page.getByText(/to go on writing/).waitFor();
    await person.sees("the third message");
    server.attack(undefined);
    await person.compareAfterChange();
    await person.write("the fourth message");
    await person.isSent("the fourth message");
    await person.leave();
  });

  for (const memory of [1_024, 4_194_304]) {
    test(`a password derivation of ${memory} KiB`, async () => {
      const person = await Person.at(browser, server.url);
      const other = await Terminal.open(PASSWORD);
      server.attack(attacks.cost(memory));
      await person.page.goto("/");
      await person.fillIn(alice, PASSWORD);
      await person.page.getByText(/password protection/).waitFor();
      expect((await other.chat(server.url, "login", alice)).code).toBe(TAMPERING);
      server.attack(undefined);
      await Promise.all([person.leave(), other.close()]);
    });
  }

  test("another account's vault", async () => {
    const person = await Person.at(browser, server.url);
    const other = await Terminal.open(PASSWORD);
    server.attack(attacks.foreignVault(bobVault));
    await person.page.goto("/");
    await person.fillIn(alice, PASSWORD);
    await person.page.getByText(/keys that are not yours/).waitFor();
    expect((await other.chat(server.url, "login", alice)).code).toBe(TAMPERING);
    server.attack(undefined);
    await Promise.all([person.leave(), other.close()]);
  });
});
