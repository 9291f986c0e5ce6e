import type { Schema } from "../api/http.ts";
import { FakeAccounts } from "./fakeAccounts.ts";
import { answerOf, refuse } from "./fakeAnswers.ts";
import { FakeChats, personJson } from "./fakeChats.ts";
import { FakeStore } from "./fakeStore.ts";

/** What the network does to one request. */
export type Weather = "fine" | "request_lost" | "answer_lost";

/** The end of a socket that the server holds. */
export interface ServerSocket {
  readonly token: string;
  readonly deliver: (event: object) => void;
  readonly close: () => void;
}

/** Where one browser keeps its refresh cookie. */
export interface CookieJar {
  cookie?: string;
}

/**
 * A server in memory that keeps the contract of `infra/openapi.yaml` as far as a client can tell,
 * over a network that can lose, drop, double and reorder. It opens nothing and checks no signature.
 */
export class FakeServer {
  readonly accounts = new FakeAccounts();
  readonly chats: FakeChats;
  readonly store = new FakeStore();
  /** Every request as `METHOD /path`, in order. */
  readonly requests: string[] = [];
  /** Asked for each request, by its `METHOD /path`. */
  weather: (request: string) => Weather = () => "fine";
  /** Held up by this before it is answered. */
  pause: (request: string) => Promise<void> = () => Promise.resolve();
  /** Whether sockets can be opened. */
  connects = true;
  /** Each event for each socket: once by default; empty drops it, twice doubles it. */
  pushes: (event: object) => readonly object[] = (event) => [event];
  /** Refuses a request with a status and a code before it does anything. */
  refuse: (request: string) => readonly [status: number, code: string] | undefined = () =>
    undefined;
  /** A hostile server: rewrites the answer of a request. */
  rewrite: (request: string, answer: unknown) => unknown = (_, answer) => answer;
  readonly #sockets = new Set<ServerSocket>();

  constructor(now: () => number) {
    this.chats = new FakeChats((userIds, event) => this.#push(userIds, event), now);
  }

  async fetch(request: Request, jar: CookieJar): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname.replace(/^\/api/, "");
    const name = `${request.method} ${path}`;
    this.requests.push(name);
    const weather = this.weather(name);
    await this.pause(name);
    if (weather === "request_lost") throw new TypeError("network");
    const body: unknown = request.body === null ? {} : await request.json();
    const bearer = request.headers.get("authorization")?.replace("Bearer ", "");
    const answer = answerOf(() => {
      const refusal = this.refuse(name);
      if (refusal !== undefined) refuse(...refusal);
      return this.rewrite(name, this.#route(name, path, searchParams, body, bearer, jar));
    });
    if (weather === "answer_lost") throw new TypeError("network");
    return answer;
  }

  connect(socket: ServerSocket): boolean {
    if (!this.connects) return false;
    try {
      this.accounts.caller(socket.token);
    } catch {
      return false;
    }
    this.#sockets.add(socket);
    return true;
  }

  disconnect(socket: ServerSocket): void {
    this.#sockets.delete(socket);
  }

  /** Closes every socket, as a restart does. */
  dropSockets(): void {
    for (const socket of [...this.#sockets]) socket.close();
  }

  said(socket: ServerSocket, text: string): void {
    const message = JSON.parse(text) as { type: string; chat_id?: string };
    const { account } = this.accounts.caller(socket.token);
    if (message.type === "ping") socket.deliver({ type: "pong" });
    if (message.type === "status_register") {
      const contacts = [...this.#sockets].map(({ token }) => ({
        user_id: this.accounts.caller(token).account.userId,
        online: true,
      }));
      socket.deliver({ type: "status_registered", contacts });
    }
    if (message.type === "typing" && message.chat_id !== undefined) {
      const { members } = this.chats.of(message.chat_id, account.userId);
      const others = members.filter((member) => member !== account.userId);
      this.#push(others, { ...message, user_id: account.userId });
    }
  }

  #push(userIds: readonly string[], event: object): void {
    for (const socket of [...this.#sockets]) {
      const { userId } = this.accounts.caller(socket.token).account;
      if (userIds.includes(userId)) for (const one of this.pushes(event)) socket.deliver(one);
    }
  }

  #begin(account: Parameters<FakeAccounts["open"]>[0], jar: CookieJar): Schema["Session"] {
    const { answer, session } = this.accounts.open(account);
    jar.cookie = session.cookie;
    return answer;
  }

  /** Ends the sessions of a user: their sockets are told and closed. */
  #endSessions(userId: string): void {
    for (const socket of [...this.#sockets]) {
      if (this.accounts.caller(socket.token).account.userId !== userId) continue;
      socket.deliver({ type: "session_ended" });
      this.#sockets.delete(socket);
      socket.close();
    }
    this.accounts.endSessions(userId);
  }

  #route(
    name: string,
    path: string,
    query: URLSearchParams,
    body: unknown,
    bearer: string | undefined,
    jar: CookieJar,
  ): unknown {
    const { accounts } = this;
    switch (name) {
      case "GET /login/parameters":
        return accounts.parameters();
      case "POST /register_step1":
        return accounts.reserve(body as Schema["RegisterStep1"]);
      case "POST /register_step2":
        return this.#begin(accounts.activate(bearer ?? "", body as Schema["RegisterStep2"]), jar);
      case "POST /login":
        return this.#begin(accounts.logIn(body as Schema["LoginRequest"]), jar);
      case "POST /recover_account_by_access_key":
        return accounts.recover(body as Schema["RecoverRequest"]);
      case "POST /refresh": {
        const { answer, session } = accounts.refresh(jar.cookie);
        jar.cookie = session.cookie;
        return answer;
      }
      default:
        return this.#authorized(name, path, query, body, accounts.caller(bearer), jar);
    }
  }

  #authorized(
    name: string,
    path: string,
    query: URLSearchParams,
    body: unknown,
    { account, session }: ReturnType<FakeAccounts["caller"]>,
    jar: CookieJar,
  ): unknown {
    switch (name) {
      case "POST /update_password_and_keys":
        this.#endSessions(account.userId);
        this.accounts.change(account, body as Schema["CredentialChange"]);
        return this.#begin(account, jar);
      case "POST /recovery_half":
        return this.accounts.newHalf(account, (body as Schema["CurrentPassword"]).current_password);
      case "POST /logout":
        if ((body as Schema["Logout"]).everywhere === true) this.#endSessions(account.userId);
        else this.accounts.sessions.delete(session.sessionId);
        return undefined;
      case "GET /user":
        return personJson(account);
      case "GET /user/state":
        return account.state;
      case "PUT /user/state": {
        const { rev, sealed } = body as Schema["StateChange"];
        const state = { rev, sealed };
        if (state.rev !== account.state.rev + 1) refuse(409, "conflict");
        account.state = state;
        return { rev: state.rev };
      }
      case "GET /user/search": {
        const found = [...this.accounts.byId.values()].filter(({ login }) =>
          login.startsWith(query.get("q") ?? ""),
        );
        return { users: found.map(personJson) };
      }
      case "GET /user/chats":
        return this.chats.list(account.userId, (id) => personJson(this.#accountOf(id)));
      case "POST /chat/create":
        return this.chats.create(body as Schema["ChatCreation"]);
      case "POST /chat/massage": {
        const message = body as Schema["OutgoingMessage"];
        return this.chats.send(
          this.chats.of(message.chat_id, account.userId),
          account.userId,
          message,
        );
      }
      default:
        return (
          this.store.route(name.split(" ")[0] ?? "", path, body, account.userId) ??
          this.#ofChatOrUser(name, path, query, body, account.userId)
        );
    }
  }

  #ofChatOrUser(
    name: string,
    path: string,
    query: URLSearchParams,
    body: unknown,
    userId: string,
  ): unknown {
    const [, kind, id = "", what = "", which = ""] = path.split("/").map(decodeURIComponent);
    if (kind === "user" && what === "identity") {
      const { login, identities } = this.#accountOf(id);
      return { user_id: id, login, identities };
    }
    if (kind !== "chat") return refuse(404, "not_found");
    const chat = this.chats.of(id, userId);
    switch (`${name.split(" ")[0]} ${what}`) {
      case "GET messages":
        return this.chats.page(chat, userId, query);
      case "DELETE messages":
        return this.chats.takeBack(chat, userId, Number(which), body as Schema["MessageRemoval"]);
      case "GET epochs":
        return this.chats.epochs(chat, userId, Number(query.get("from")));
      case "POST epochs":
        return this.chats.renew(chat, body as Schema["EpochRenewal"]);
      case "POST read":
        return this.chats.markRead(chat, userId, (body as Schema["ReadMark"]).id);
      default:
        return refuse(404, "not_found");
    }
  }

  #accountOf(userId: string) {
    return this.accounts.byId.get(userId) ?? refuse(404, "not_found");
  }
}
