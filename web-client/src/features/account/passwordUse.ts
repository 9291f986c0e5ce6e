import { type Api, type Schema, unwrap } from "../../api/http.ts";
import { ApiError } from "../../api/problem.ts";
import {
  type Argon2id,
  derivePasswordKeys,
  fromBase64url,
  type Kdf,
  type Login,
  openAccount,
  type PasswordKeys,
  ProtocolError,
  parseKdf,
  parseUserId,
  type Random,
  sealedFromJson,
  type UnlockedAccount,
} from "../../protocol/index.ts";

/** An account that is open: its keys, and the session that the server gave. */
export interface Opened {
  readonly account: UnlockedAccount;
  readonly session: Schema["Session"];
}

export interface CredentialPorts {
  readonly api: Api;
  readonly argon2id: Argon2id;
  readonly random: Random;
  /** A name of this browser for the list of sessions. */
  readonly device: string;
}

/** What every flow does with a password: keys from it, and from them the account that a session brings. */
export function createPasswordUse({ api, argon2id }: CredentialPorts) {
  async function parameters(login: Login): Promise<Kdf> {
    const answer = await unwrap(
      api.calls.GET("/login/parameters", { params: { query: { login } } }),
    );
    return parseKdf(answer.kdf, fromBase64url(answer.salt));
  }

  async function keysOf(login: Login, password: string) {
    const kdf = await parameters(login);
    return { kdf, keys: await derivePasswordKeys(argon2id, password, login, kdf) };
  }

  async function opened(
    session: Schema["Session"],
    login: Login,
    keys: PasswordKeys,
  ): Promise<Opened> {
    const access = {
      kind: "password",
      wrapKey: keys.wrapKey,
      slot: sealedFromJson(session.slot),
    } as const;
    const vault = sealedFromJson(session.vault);
    return {
      account: await openAccount(parseUserId(session.user_id), login, access, vault),
      session,
    };
  }

  return { keysOf, opened };
}

/** A slot that does not open means another password than the current one. */
export function wrongPassword(error: unknown): never {
  throw error instanceof ProtocolError && error.code === "vault_refused"
    ? new ApiError("credential_refused")
    : error;
}
