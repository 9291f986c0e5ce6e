import { type Api, type Schema, unwrap } from "../../api/http.ts";
import { ApiError } from "../../api/problem.ts";
import {
  type Argon2id,
  changeCredential,
  createAccount,
  derivePasswordKeys,
  fromBase64url,
  fromBase64urlOf,
  identityToJson,
  type Kdf,
  kdfToJson,
  type Login,
  type NewAccount,
  openAccount,
  type PasswordKeys,
  ProtocolError,
  parseKdf,
  parseRecoveryKey,
  parseUserId,
  type Random,
  recoveryAuthHash,
  recoveryWrapKey,
  rotateAccount,
  type State,
  sealedFromJson,
  sealedToJson,
  toBase64url,
  type UnlockedAccount,
  type UserId,
} from "../../protocol/index.ts";
import type { SealedAccountBlobs } from "../../vault/database.ts";
import { changeCredentials } from "./credentialChangeCall.ts";

/** The flows of PROTOCOL.md §13 that make, open or change an account's credentials. */
export interface Credentials {
  reserve(login: Login, password: string): Promise<Registration>;
  /** Whether a registration was begun with this password. */
  begunWith(registration: Registration, password: string): Promise<boolean>;
  activate(registration: Registration): Promise<Opened>;
  logIn(login: Login, password: string): Promise<Opened>;
  /** Opens what this browser kept, within the session that it has. */
  unlock(kept: SealedAccount, password: string): Promise<UnlockedAccount>;
  recover(login: Login, recoveryKey: string, newPassword: string): Promise<Opened>;
  changePassword(current: Current, password: string, next: string): Promise<Opened>;
  /** A new recovery key, with the password as it is. */
  renewRecoveryKey(current: Current, password: string): Promise<Opened & { recoveryKey: string }>;
  /**
   * New keys of everything.
   *
   * @param prepare awaited with the new keys before the server hears of them
   */
  replaceKeys(
    current: Current,
    password: string,
    state: { readonly rev: number; readonly state: State },
    prepare: (next: UnlockedAccount) => Promise<void>,
  ): Promise<Opened & { recoveryKey: string }>;
}

/** An account that is made here and does not exist on the server yet. */
export interface Registration {
  readonly made: NewAccount;
  readonly token: string;
  readonly kdf: Kdf;
  readonly keys: PasswordKeys;
  /** Milliseconds of the epoch until which the server holds the login for it. */
  readonly heldUntil: number;
}

/** An account that is open: its keys, and the session that the server gave. */
export interface Opened {
  readonly account: UnlockedAccount;
  readonly session: Schema["Session"];
}

/** An open account with what the server keeps of it. */
export interface Current {
  readonly account: UnlockedAccount;
  readonly sealed: SealedAccountBlobs;
}

/** An account as a browser keeps it while it is locked. */
export interface SealedAccount {
  readonly login: Login;
  readonly userId: UserId;
  readonly sealed: SealedAccountBlobs;
}

interface CredentialPorts {
  readonly api: Api;
  readonly argon2id: Argon2id;
  readonly random: Random;
  /** A name of this browser for the list of sessions. */
  readonly device: string;
}

export function createCredentials({ api, argon2id, random, device }: CredentialPorts): Credentials {
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

  async function logInWith(login: Login, keys: PasswordKeys): Promise<Opened> {
    const session = await unwrap(
      api.calls.POST("/login", { body: { login, password: keys.authKey, device } }),
    );
    return opened(session, login, keys);
  }

  async function newHalf(keys: PasswordKeys) {
    const answer = await unwrap(
      api.calls.POST("/recovery_half", { body: { current_password: keys.authKey } }),
    );
    return fromBase64urlOf(answer.accessKey, 10);
  }

  function accessOf({ sealed }: Current, keys: PasswordKeys) {
    return { kind: "password", wrapKey: keys.wrapKey, slot: sealed.passwordSlot } as const;
  }

  return {
    async reserve(login, password) {
      const { kdf, keys } = await keysOf(login, password);
      const answer = await unwrap(
        api.calls.POST("/register_step1", {
          body: { login, userName: login, password: keys.authKey, kdf: kdfToJson(kdf) },
        }),
      );
      const half = fromBase64urlOf(answer.accessKey, 10);
      const userId = parseUserId(answer.user_id);
      const made = await createAccount(random, userId, login, half, { keys, kdf });
      return { made, token: answer.token, kdf, keys, heldUntil: answer.expires_at };
    },

    async begunWith({ made, kdf, keys }, password) {
      const again = await derivePasswordKeys(argon2id, password, made.account.login, kdf);
      return again.authKey === keys.authKey;
    },

    async activate({ made, token, keys }) {
      const { sealed, account } = made;
      try {
        const session = await unwrap(
          api.calls.POST("/register_step2", {
            headers: { authorization: `Bearer ${token}` },
            body: {
              identity: identityToJson(account.signed),
              vault: sealedToJson(sealed.vault),
              password_slot: sealedToJson(sealed.passwordSlot),
              recovery_slot: sealedToJson(sealed.recoverySlot),
              state: sealedToJson(sealed.state),
              cred_signature: toBase64url(sealed.credSignature),
              device,
            },
          }),
        );
        return { account, session };
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "registration_expired") throw error;
        // Its token is used up also where the answer of an earlier try was lost: then the account is
        // there, and its password opens it.
        return logInWith(account.login, keys).catch(() => Promise.reject(error));
      }
    },

    async logIn(login, password) {
      return logInWith(login, (await keysOf(login, password)).keys);
    },

    async unlock({ login, userId, sealed }, password) {
      const { wrapKey } = (await keysOf(login, password)).keys;
      const access = { kind: "password", wrapKey, slot: sealed.passwordSlot } as const;
      return openAccount(userId, login, access, sealed.vault).catch(wrongPassword);
    },

    async recover(login, recoveryKey, newPassword) {
      const key = await parseRecoveryKey(recoveryKey).catch((error: unknown) => {
        throw error instanceof ProtocolError ? new ApiError("recovery_key_malformed") : error;
      });
      const answer = await unwrap(
        api.calls.POST("/recover_account_by_access_key", {
          body: { login, accessKey: toBase64url(key.server) },
        }),
      );
      const wrapKey = await recoveryWrapKey(login, key);
      const slot = sealedFromJson(answer.slot);
      const vault = sealedFromJson(answer.vault);
      const access = { kind: "recovery", wrapKey, slot } as const;
      const account = await openAccount(parseUserId(answer.user_id), login, access, vault);
      const { kdf, keys } = await keysOf(login, newPassword);
      const rev = answer.rev + 1;
      const changed = await changeCredential(random, account, {
        rev,
        access,
        password: { keys, kdf },
        vault,
        recovery: { keep: slot },
      });
      const session = await changeCredentials(
        api,
        device,
        login,
        {
          rev,
          password: keys.authKey,
          kdf: kdfToJson(kdf),
          password_slot: sealedToJson(changed.passwordSlot),
          cred_signature: toBase64url(changed.credSignature),
        },
        answer.recovery_token,
      );
      return opened(session, login, keys);
    },

    async changePassword(current, password, next) {
      const { account, sealed } = current;
      const { login } = account;
      const before = await keysOf(login, password);
      const after = await keysOf(login, next);
      const rev = sealed.rev + 1;
      const changed = await changeCredential(random, account, {
        rev,
        access: accessOf(current, before.keys),
        password: after,
        vault: sealed.vault,
        recovery: { keep: sealed.recoverySlot },
      }).catch(wrongPassword);
      const session = await changeCredentials(api, device, login, {
        rev,
        current_password: before.keys.authKey,
        password: after.keys.authKey,
        kdf: kdfToJson(after.kdf),
        password_slot: sealedToJson(changed.passwordSlot),
        cred_signature: toBase64url(changed.credSignature),
      });
      return opened(session, login, after.keys);
    },

    async renewRecoveryKey(current, password) {
      const { account, sealed } = current;
      const { login } = account;
      const both = await keysOf(login, password);
      const serverHalf = await newHalf(both.keys);
      const rev = sealed.rev + 1;
      const changed = await changeCredential(random, account, {
        rev,
        access: accessOf(current, both.keys),
        password: both,
        vault: sealed.vault,
        recovery: { renew: { serverHalf } },
      });
      if (changed.recovery === undefined) throw new ApiError("internal");
      const session = await changeCredentials(api, device, login, {
        rev,
        current_password: both.keys.authKey,
        password: both.keys.authKey,
        kdf: kdfToJson(both.kdf),
        password_slot: sealedToJson(changed.passwordSlot),
        recovery_slot: sealedToJson(changed.recovery.slot),
        recovery_half: toBase64url(await recoveryAuthHash(login, serverHalf)),
        cred_signature: toBase64url(changed.credSignature),
      });
      return { ...(await opened(session, login, both.keys)), recoveryKey: changed.recovery.key };
    },

    async replaceKeys(current, password, { rev: stateRev, state }, prepare) {
      const { account, sealed } = current;
      const { login } = account;
      const both = await keysOf(login, password);
      const serverHalf = await newHalf(both.keys);
      const rev = sealed.rev + 1;
      const made = await rotateAccount(random, account, {
        rev,
        stateRev: stateRev + 1,
        state,
        serverHalf,
        password: both,
        access: accessOf(current, both.keys),
        vault: sealed.vault,
      });
      await prepare(made.account);
      const session = await changeCredentials(api, device, login, {
        rev,
        current_password: both.keys.authKey,
        password: both.keys.authKey,
        kdf: kdfToJson(both.kdf),
        password_slot: sealedToJson(made.sealed.passwordSlot),
        recovery_slot: sealedToJson(made.sealed.recoverySlot),
        recovery_half: toBase64url(await recoveryAuthHash(login, serverHalf)),
        vault: sealedToJson(made.sealed.vault),
        identity: identityToJson(made.account.signed),
        state: sealedToJson(made.sealed.state),
        cred_signature: toBase64url(made.sealed.credSignature),
      });
      return { account: made.account, session, recoveryKey: made.recoveryKey };
    },
  };
}

/** A slot that does not open means another password than the current one. */
function wrongPassword(error: unknown): never {
  throw error instanceof ProtocolError && error.code === "vault_refused"
    ? new ApiError("credential_refused")
    : error;
}
