import type { Schema } from "../api/http.ts";
import { refuse } from "./fakeAnswers.ts";

type Json<Name extends keyof Schema> = Schema[Name];

/** An account as a server keeps it: sealed blobs and a verifier, none of which it can open. */
export interface FakeAccount {
  readonly userId: string;
  readonly login: string;
  userName: string;
  password: string;
  recoveryHalf: string;
  pendingHalf?: string;
  identities: Json<"Identity">[];
  vault: Json<"Sealed">;
  passwordSlot: Json<"Sealed">;
  recoverySlot: Json<"Sealed">;
  state: Json<"Sealed">;
  rev: number;
}

export interface FakeSession {
  readonly sessionId: string;
  readonly userId: string;
  cookie: string;
}

const KDF = { algorithm: "argon2id", memory_kib: 65_536, iterations: 3, parallelism: 1 } as const;
const TOKEN_SECONDS = 1_800;

/** The account half of the server, as far as a client can tell; it believes every signature. */
export class FakeAccounts {
  readonly byId = new Map<string, FakeAccount>();
  readonly sessions = new Map<string, FakeSession>();
  readonly #tokens = new Map<string, FakeSession>();
  readonly #reserved = new Map<string, Json<"RegisterStep1"> & { userId: string; half: string }>();
  #count = 0;

  parameters(): Json<"LoginParameters"> {
    return { salt: "AAAAAAAAAAAAAAAAAAAAAA", kdf: KDF };
  }

  byLogin(login: string): FakeAccount | undefined {
    return [...this.byId.values()].find((account) => account.login === login);
  }

  reserve(body: Json<"RegisterStep1">): Json<"Reservation"> {
    const held = [...this.#reserved.values()].some(({ login }) => login === body.login);
    if (held || this.byLogin(body.login) !== undefined) refuse(409, "login_taken");
    const token = this.#unique("registration");
    const userId = `${letter(this.#count).repeat(24)}${letter(this.#count / 10)}a`;
    const half = this.#half();
    this.#reserved.set(token, { ...body, userId, half });
    return { user_id: userId, accessKey: half, token, expires_at: Date.now() + 900_000 };
  }

  activate(token: string, body: Json<"RegisterStep2">): FakeAccount {
    const reserved = this.#reserved.get(token) ?? refuse(401, "registration_expired");
    this.#reserved.delete(token);
    const account: FakeAccount = {
      userId: reserved.userId,
      login: reserved.login,
      userName: reserved.userName,
      password: reserved.password,
      recoveryHalf: reserved.half,
      identities: [body.identity],
      vault: body.vault,
      passwordSlot: body.password_slot,
      recoverySlot: body.recovery_slot,
      state: body.state,
      rev: 1,
    };
    this.byId.set(account.userId, account);
    return account;
  }

  logIn({ login, password }: Json<"LoginRequest">): FakeAccount {
    const account = this.byLogin(login);
    return account?.password === password ? account : refuse(401, "wrong_credentials");
  }

  recover({ login, accessKey }: Json<"RecoverRequest">): Json<"Recovery"> {
    const account = this.byLogin(login);
    if (account?.recoveryHalf !== accessKey) refuse(401, "recovery_refused");
    const session = { sessionId: "recovery", userId: account.userId, cookie: "" };
    const token = this.#unique("recovery");
    this.#tokens.set(token, session);
    return {
      recovery_token: token,
      expires_at: 0,
      user_id: account.userId,
      identity: account.identities.at(-1) as Json<"Identity">,
      vault: account.vault,
      slot: account.recoverySlot,
      password_salt: this.parameters().salt,
      kdf: KDF,
      rev: account.rev,
    };
  }

  newHalf(account: FakeAccount, password: string): Json<"RecoveryHalf"> {
    if (account.password !== password) refuse(403, "credential_refused");
    account.pendingHalf = this.#half();
    return { accessKey: account.pendingHalf };
  }

  /** Changes the credentials; all sessions of the account end. */
  change(account: FakeAccount, body: Json<"CredentialChange">): void {
    const known = body.current_password;
    if (known !== undefined && known !== account.password) refuse(403, "credential_refused");
    if (body.rev !== account.rev + 1) refuse(409, "conflict");
    account.rev = body.rev;
    account.password = body.password;
    account.passwordSlot = body.password_slot;
    account.recoverySlot = body.recovery_slot ?? account.recoverySlot;
    account.vault = body.vault ?? account.vault;
    account.state = body.state ?? account.state;
    if (body.identity !== undefined) account.identities.push(body.identity);
    if (body.recovery_half !== undefined) account.recoveryHalf = account.pendingHalf ?? "";
    this.endSessions(account.userId);
  }

  endSessions(userId: string): void {
    for (const [id, session] of this.sessions) {
      if (session.userId === userId) this.sessions.delete(id);
    }
  }

  open(account: FakeAccount): { answer: Json<"Session">; session: FakeSession } {
    const sessionId = this.#unique("session");
    const session = { sessionId, userId: account.userId, cookie: this.#unique("cookie") };
    this.sessions.set(sessionId, session);
    const answer = {
      ...this.#token(session),
      user_id: account.userId,
      login: account.login,
      userName: account.userName,
      identity: account.identities.at(-1) as Json<"Identity">,
      vault: account.vault,
      slot: account.passwordSlot,
      recovery_slot: account.recoverySlot,
      state: account.state,
      rev: account.rev,
    };
    return { answer, session };
  }

  /** Trades a cookie; the one before is dead at once here. */
  refresh(cookie: string | undefined): { answer: Json<"AccessToken">; session: FakeSession } {
    const session =
      [...this.sessions.values()].find((one) => one.cookie === cookie) ??
      refuse(401, "unauthorized");
    session.cookie = this.#unique("cookie");
    return { answer: this.#token(session), session };
  }

  /** The account of a bearer token whose session lives. */
  caller(token: string | undefined): { account: FakeAccount; session: FakeSession } {
    const session = this.#tokens.get(token ?? "");
    const account = this.byId.get(session?.userId ?? "");
    const lives = session?.sessionId === "recovery" || this.sessions.has(session?.sessionId ?? "");
    return session !== undefined && account !== undefined && lives
      ? { account, session }
      : refuse(401, "unauthorized");
  }

  #token(session: FakeSession): Json<"AccessToken"> {
    const access_token = this.#unique("token");
    this.#tokens.set(access_token, session);
    const { sessionId: session_id } = session;
    return { access_token, token_type: "Bearer", expires_in: TOKEN_SECONDS, session_id };
  }

  #unique(name: string): string {
    this.#count += 1;
    return `${name}-${this.#count}`;
  }

  #half(): string {
    this.#count += 1;
    return `${String(this.#count).padStart(13, "A")}A`;
  }
}

/** One of ten letters that user ids may hold. */
function letter(count: number): string {
  return "abcdefghij".charAt(Math.floor(count) % 10);
}
