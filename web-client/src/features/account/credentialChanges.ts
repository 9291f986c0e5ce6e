import { unwrap } from "../../api/http.ts";
import { ApiError } from "../../api/problem.ts";
import {
  changeCredential,
  fromBase64urlOf,
  identityToJson,
  kdfToJson,
  type PasswordKeys,
  recoveryAuthHash,
  rotateAccount,
  type State,
  sealedToJson,
  toBase64url,
  type UnlockedAccount,
} from "../../protocol/index.ts";
import type { SealedAccountBlobs } from "../../vault/database.ts";
import { changeCredentials } from "./credentialChangeCall.ts";
import {
  type CredentialPorts,
  createPasswordUse,
  type Opened,
  wrongPassword,
} from "./passwordUse.ts";

/** The flows of PROTOCOL.md §13 that change the credentials of an open account. */
export interface CredentialChanges {
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

/** An open account with what the server keeps of it. */
export interface Current {
  readonly account: UnlockedAccount;
  readonly sealed: SealedAccountBlobs;
}

export function createCredentialChanges(ports: CredentialPorts): CredentialChanges {
  const { api, random, device } = ports;
  const { keysOf, opened } = createPasswordUse(ports);

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
