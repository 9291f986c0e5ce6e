import { unwrap } from "../../api/http.ts";
import { ApiError } from "../../api/problem.ts";
import {
  changeCredential,
  createAccount,
  derivePasswordKeys,
  fromBase64urlOf,
  identityToJson,
  type Kdf,
  kdfToJson,
  type Login,
  type NewAccount,
  openAccount,
  type PasswordKeys,
  ProtocolError,
  parseRecoveryKey,
  parseUserId,
  recoveryWrapKey,
  sealedFromJson,
  sealedToJson,
  toBase64url,
  type UnlockedAccount,
  type UserId,
} from "../../protocol/index.ts";
import type { SealedAccountBlobs } from "../../vault/database.ts";
import { changeCredentials } from "./credentialChangeCall.ts";
import {
  type CredentialPorts,
  createPasswordUse,
  type Opened,
  wrongPassword,
} from "./passwordUse.ts";

/** The flows of PROTOCOL.md §13 that make or open an account. */
export interface Credentials {
  reserve(login: Login, password: string): Promise<Registration>;
  /** Whether a registration was begun with this password. */
  begunWith(registration: Registration, password: string): Promise<boolean>;
  activate(registration: Registration): Promise<Opened>;
  logIn(login: Login, password: string): Promise<Opened>;
  /** Opens what this browser kept, within the session that it has. */
  unlock(kept: SealedAccount, password: string): Promise<UnlockedAccount>;
  recover(login: Login, recoveryKey: string, newPassword: string): Promise<Opened>;
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

/** An account as a browser keeps it while it is locked. */
export interface SealedAccount {
  readonly login: Login;
  readonly userId: UserId;
  readonly sealed: SealedAccountBlobs;
}

export function createCredentials(ports: CredentialPorts): Credentials {
  const { api, argon2id, random, device } = ports;
  const { keysOf, opened } = createPasswordUse(ports);

  async function logInWith(login: Login, keys: PasswordKeys): Promise<Opened> {
    const session = await unwrap(
      api.calls.POST("/login", { body: { login, password: keys.authKey, device } }),
    );
    return opened(session, login, keys);
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
  };
}
