import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { launchBrowser } from "./browser.ts";
import { type HostileServer, type Json, type Lie, startHostileServer } from "./hostileServer.ts";
import { freshLogin, Person, target } from "./person.ts";
import { type Ended, Terminal } from "./terminal.ts";

export const PASSWORD = "a password against liars";
/** How the Java client ends when it refuses what a server gave. */
export const TAMPERING = 4;

/** An account that was made while the server was honest. */
export interface Account {
  readonly login: string;
  readonly userId: string;
  /** What the server answered when it was made: vault, slots, state. */
  readonly session: Json;
  readonly recoveryKey: string;
}

/** Where a server lies to people: a proxy in front of the real stack, browsers and terminals. */
export class Scene {
  readonly browser: Browser;
  readonly server: HostileServer;
  private readonly terminals: Terminal[] = [];
  private readonly sessions = new Map<string, Json>();
  private registering = 0;

  private constructor(browser: Browser, server: HostileServer) {
    this.browser = browser;
    this.server = server;
  }

  static async open(): Promise<Scene> {
    const [browser, server] = await Promise.all([launchBrowser(), startHostileServer(target)]);
    return new Scene(browser, server);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    await Promise.all(this.terminals.map((terminal) => terminal.close()));
  }

  /** Somebody at a fresh browser. */
  person(): Promise<Person> {
    return Person.at(this.browser, this.server.url);
  }

  async terminal(): Promise<Terminal> {
    const terminal = await Terminal.open(PASSWORD);
    this.terminals.push(terminal);
    return terminal;
  }

  /** Somebody's terminal, logged in. */
  async terminalOf({ login }: Account): Promise<Terminal> {
    const terminal = await this.terminal();
    expect((await terminal.chat(this.server.url, "login", login)).code).toBe(0);
    return terminal;
  }

  /** Makes an account by the browser that it answers. */
  async register(name: string): Promise<[Account, Person]> {
    const person = await this.person();
    const login = freshLogin(name);
    const recoveryKey = await this.listening(() => person.register(login, PASSWORD));
    return [this.account(login, recoveryKey), person];
  }

  /** Makes an account by the terminal that it answers. */
  async registerInTerminal(name: string): Promise<[Account, Terminal]> {
    const terminal = await this.terminal();
    const login = freshLogin(name);
    const { out } = await this.listening(() => terminal.chat(this.server.url, "register", login));
    return [this.account(login, out.trim().split("\n").at(-1) ?? ""), terminal];
  }

  private account(login: string, recoveryKey: string): Account {
    const session = this.sessions.get(login) ?? {};
    return { login, userId: String(session["user_id"]), session, recoveryKey };
  }

  /** Keeps what the server answers to registrations, of which there may be several at a time. */
  private async listening<T>(register: () => Promise<T>): Promise<T> {
    this.registering += 1;
    this.server.lie({
      answer: ({ path }, honest) => {
        if (path === "/register_step2") this.sessions.set(String(honest["login"]), honest);
        return undefined;
      },
    });
    const answer = await register();
    this.registering -= 1;
    if (this.registering === 0) this.server.lie(undefined);
    return answer;
  }

  /** Does something while the server lies, which has to happen. */
  async during<T>(lie: Lie, work: () => Promise<T>): Promise<T> {
    this.server.lie(lie);
    try {
      const done = await work();
      expect(this.server.lies()).toBeGreaterThan(0);
      return done;
    } finally {
      this.server.lie(undefined);
    }
  }

  /** An account's owner logs in on a fresh browser and opens a chat while the server lies. */
  async onFreshBrowser(
    lie: Lie,
    [owner, companion]: readonly [Account, Account],
    look: (person: Person) => Promise<void>,
  ): Promise<void> {
    const person = await this.person();
    try {
      await this.during(lie, async () => {
        await person.logIn(owner.login, PASSWORD);
        await person.choose(companion.login);
        await look(person);
      });
      expect(person.faults).toEqual([]);
    } finally {
      await person.leave();
    }
  }

  /** The same while the owner reads the chat in a terminal; answers how that ended. */
  async onBothClients(
    lie: Lie,
    [owner, companion]: readonly [Account, Account],
    terminal: Terminal,
    look: (person: Person) => Promise<void>,
  ): Promise<Ended> {
    let reading: Promise<Ended> | undefined;
    await this.onFreshBrowser(lie, [owner, companion], async (person) => {
      reading = terminal.chat(this.server.url, "read", companion.login);
      await Promise.all([reading, look(person)]);
    });
    return reading ?? Promise.reject(new Error("nothing was read"));
  }

  /** A log-in on a fresh browser and a new profile is refused, on the screen with a sentence. */
  async refusesLogIn(lie: Lie, { login }: Account, sentence: RegExp, code: string): Promise<void> {
    const person = await this.person();
    const terminal = await this.terminal();
    await this.during(lie, async () => {
      const logIn = terminal.chat(this.server.url, "login", login);
      await person.page.goto("/");
      await person.fillIn(login, PASSWORD);
      await person.page.getByText(sentence).waitFor();
      expectRefusal(await logIn, code);
    });
    expect(await person.chatList().count()).toBe(0);
    await person.leave();
  }
}

/** A command of the Java client refused what the server gave, and says why. */
export function expectRefusal({ code, errors }: Ended, why: string): void {
  expect(errors).toContain(`(${why})`);
  expect(code).toBe(TAMPERING);
}
