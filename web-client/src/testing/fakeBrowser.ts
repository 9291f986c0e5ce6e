import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import type { RenClient } from "../app/client.ts";
import { createClient } from "../app/createClient.ts";
import type { Ports, TabEvent } from "../app/ports.ts";
import { chunkWork } from "../features/file/chunkWork.ts";
import { createPatience } from "../features/file/patience.ts";
import { type Argon2id, secureRandom } from "../protocol/index.ts";
import { type Database, openDatabase } from "../vault/database.ts";
import { FakeDisk } from "./fakeDisk.ts";
import { FakeMediaWorker } from "./fakeMediaWorker.ts";
import { FakeSaver } from "./fakeSaver.ts";
import type { CookieJar, FakeServer, ServerSocket } from "./fakeServer.ts";

/** A page of a browser: its client, and what the test may do to it. */
export interface FakePage {
  readonly client: RenClient;
  readonly database: Database;
  /** Whom it talks to. */
  readonly server: FakeServer;
  /** The network of this page goes or comes back. */
  setOnline(online: boolean): void;
  /** Ends without any goodbye, as a killed process does: no answer reaches it any more. */
  kill(): void;
}

/** A browser: its disk and its cookies, shared by its pages. */
export class FakeBrowser {
  readonly #server: FakeServer;
  readonly #disk = new IDBFactory();
  readonly files = new FakeDisk();
  readonly saver = new FakeSaver();
  readonly mediaWorker: FakeMediaWorker;
  readonly #jar: CookieJar = {};
  readonly #locks = new FakeLocks();
  readonly #tabs = new Set<(event: TabEvent) => void>();

  constructor(server: FakeServer) {
    this.#server = server;
    this.mediaWorker = new FakeMediaWorker({
      disk: this.files,
      fetch: async (input) => fromStore(server, input as Request),
      patience: createPatience({
        online: () => true,
        onNetwork: () => () => undefined,
        chance: () => 0,
      }),
      database: () => this.#openDatabase(),
      now: () => Date.now(),
    });
  }

  #openDatabase(): Promise<Database> {
    // idb takes the factory of the global scope at the moment of opening.
    globalThis.indexedDB = this.#disk;
    return openDatabase();
  }

  async openPage({ online = true } = {}): Promise<FakePage> {
    const server = this.#server;
    let alive = true;
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const onNetwork = new Set<readonly [() => void, () => void]>();
    const sockets = new Set<ServerSocket>();
    const database = await this.#openDatabase();
    let own: (event: TabEvent) => void = () => undefined;
    const ports: Ports = {
      origin: "http://ren.test",
      fetch: async (input) => {
        if (!online) throw new TypeError("network");
        const request = input as Request;
        if (alive && server.store.has(request.url)) return fromStore(server, request);
        const answer = alive ? await server.fetch(request, this.#jar) : never();
        return alive ? answer : never();
      },
      openSocket: (_, [, token = ""]) => {
        const socket = openFakeSocket(server, token, () => online && alive);
        sockets.add(socket.end);
        return socket.browser;
      },
      locks: this.#locks.ofPage(ended),
      random: secureRandom,
      chance: () => 0,
      argon2id: weakHash,
      device: "Test",
      now: () => Date.now(),
      online: () => online,
      database: async () => database,
      tabs: {
        say: (event) => {
          if (alive) for (const hear of [...this.#tabs]) if (hear !== own) hear(event);
        },
        hear: (listener) => {
          own = listener;
          this.#tabs.add(listener);
        },
      },
      files: {
        disk: this.files,
        work: chunkWork(this.files),
        saver: this.saver,
        mediaWorker: this.mediaWorker.ofPage(),
        async put(request) {
          if (!online) throw new TypeError("network");
          const status = alive ? await server.store.put(request) : never();
          request.signal.throwIfAborted();
          return alive ? status : never();
        },
      },
      onNetwork: (up, down) => {
        const listener = [up, down] as const;
        onNetwork.add(listener);
        return () => onNetwork.delete(listener);
      },
    };
    const client = await createClient(ports);
    return {
      client,
      database,
      server,
      setOnline(next) {
        online = next;
        if (!next) for (const socket of sockets) socket.close();
        for (const listener of [...onNetwork]) listener[next ? 0 : 1]();
      },
      kill: () => {
        alive = false;
        end();
        this.#tabs.delete(own);
        for (const socket of sockets) server.disconnect(socket);
      },
    };
  }
}

function fromStore(server: FakeServer, request: Request): Response {
  return server.store.get(request.url, request.headers.get("range"));
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** Stands in for Argon2id, whose half second a test of flows has no use for. */
export const weakHash: Argon2id = async (password) => {
  const hash = new Uint8Array(32);
  password.forEach((byte, i) => {
    hash[i % 32] = ((hash[i % 32] ?? 0) * 31 + byte + i) % 256;
  });
  return hash;
};

type Work = (lock?: object | null) => Promise<unknown>;
type Options = { readonly ifAvailable?: boolean };

/** Web Locks of one browser, exclusive ones only. */
class FakeLocks {
  readonly #tails = new Map<string, Promise<unknown>>();
  readonly #taken = new Set<string>();

  async #hold(name: string, work: Promise<unknown>): Promise<unknown> {
    this.#taken.add(name);
    try {
      return await work;
    } finally {
      this.#taken.delete(name);
    }
  }

  /** What a page sees of them; with its end it lets go of all that it holds. */
  ofPage(ended: Promise<void>): Pick<LockManager, "request"> {
    const request = (name: string, ...[options, last]: [Options | Work, Work?]) => {
      const work = (last ?? options) as Work;
      const ifAvailable = typeof options === "object" && options.ifAvailable === true;
      if (ifAvailable && this.#taken.has(name)) return Promise.resolve(work(null));
      // The turn ends with the page; what waits for its outcome in a page that is gone waits for ever.
      return new Promise((resolve, reject) => {
        const held = (): Promise<unknown> => {
          const working = work({});
          working.then(resolve, reject);
          return this.#hold(
            name,
            Promise.race([working, ended]).catch(() => undefined),
          );
        };
        this.#tails.set(name, (this.#tails.get(name) ?? Promise.resolve()).then(held));
      });
    };
    return { request } as unknown as Pick<LockManager, "request">;
  }
}

function openFakeSocket(server: FakeServer, token: string, connected: () => boolean) {
  const browser = {
    readyState: 0,
    onopen: null as (() => void) | null,
    onmessage: null as ((event: { data: string }) => void) | null,
    onclose: null as (() => void) | null,
    send(text: string) {
      if (connected()) server.said(end, text);
    },
    close() {
      if (browser.readyState === 3) return;
      browser.readyState = 3;
      server.disconnect(end);
      queueMicrotask(() => browser.onclose?.());
    },
  };
  const end: ServerSocket = {
    token,
    deliver: (event) => {
      const data = JSON.stringify(event);
      queueMicrotask(() => browser.onmessage?.({ data }));
    },
    close: () => browser.close(),
  };
  queueMicrotask(() => {
    if (!connected() || !server.connect(end)) return browser.close();
    browser.readyState = 1;
    browser.onopen?.();
  });
  return { browser: browser as unknown as WebSocket, end };
}
