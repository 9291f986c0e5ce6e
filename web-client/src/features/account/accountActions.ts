import { unwrap } from "../../api/http.ts";
import { ApiError, attempt } from "../../api/problem.ts";
import type { Result } from "../../app/result.ts";
import { requireOpen, type Surroundings } from "../../app/surroundings.ts";
import { type Login, loginFromTyped, parseUserId, toBase64url } from "../../protocol/index.ts";
import { changeKept, readKept } from "../../vault/keptSession.ts";
import { type Current, createCredentialChanges } from "./credentialChanges.ts";
import { createCredentials, type Registration } from "./credentials.ts";
import type { AccountActions, Me } from "./model.ts";
import { StateRefused } from "./stateSync.ts";

/** The actions of accounts, and what the client does by itself after opening one. */
export function createAccountActions(surroundings: Surroundings): {
  readonly actions: AccountActions;
  reloadMe(): Promise<void>;
} {
  const { ports, api, database, session, enter, reopen, forget, settleLogOut, stateDecision } =
    surroundings;
  const credentials = createCredentials({ ...ports, api });
  const changes = createCredentialChanges({ ...ports, api });
  let registration: Registration | undefined;

  async function current(): Promise<Current & { readonly keepUnlocked: boolean }> {
    const { account } = requireOpen(surroundings);
    const kept = await readKept(database);
    if (kept?.sealed === undefined) throw new ApiError("unauthorized");
    return { account, sealed: kept.sealed, keepUnlocked: kept.account !== undefined };
  }

  async function setMe(change: Pick<Me, "userName"> & { readonly avatar?: string }): Promise<void> {
    const shown = {
      userName: change.userName,
      ...(change.avatar === undefined ? {} : { avatar: change.avatar }),
    };
    const kept = await changeKept(database, ({ avatar: _, ...rest }) => ({ ...rest, ...shown }));
    const state = session.getState();
    if (state.kind !== "open" || kept === undefined) return;
    const { avatar: _, ...me } = state.me;
    session.setState({ ...state, me: { ...me, ...shown } }, true);
  }

  /** The registration that was begun here under a login, while the server holds that login for it. */
  function begun(login: Login): Registration | undefined {
    const here = registration?.made.account.login === login ? registration : undefined;
    return here !== undefined && ports.now() < here.heldUntil ? here : undefined;
  }

  /** The server has the new key: whatever failed after that, the person must see it. */
  function showKey(recoveryKey: string, entered: Result<void>): string {
    const state = session.getState();
    if (state.kind === "open" || state.kind === "state_refused") {
      session.setState({ ...state, newRecoveryKey: recoveryKey }, true);
    } else if (!entered.ok) throw new ApiError(entered.error.code);
    return recoveryKey;
  }

  const actions: AccountActions = {
    startRegistration: ({ login, password }) =>
      attempt(async () => {
        const typed = loginFromTyped(login);
        const before = begun(typed);
        if (before !== undefined && !(await credentials.begunWith(before, password))) {
          throw new ApiError("registration_begun");
        }
        registration = before ?? (await credentials.reserve(typed, password));
        const { made } = registration;
        session.setState(
          { kind: "registering", login: made.account.login, recoveryKey: made.recoveryKey },
          true,
        );
      }),
    finishRegistration: ({ keepUnlocked }) =>
      attempt(async () => {
        if (registration === undefined) throw new ApiError("registration_expired");
        await settleLogOut();
        const opened = await credentials.activate(registration).catch((error: unknown) => {
          if (error instanceof ApiError && error.code === "registration_expired") {
            registration = undefined;
          }
          throw error;
        });
        registration = undefined;
        await enter(opened, keepUnlocked);
      }),
    leaveRegistration() {
      const login = registration?.made.account.login;
      session.setState(
        login !== undefined && begun(login) !== undefined
          ? { kind: "signed_out", notice: "registration_begun", login }
          : { kind: "signed_out" },
        true,
      );
    },
    logIn: ({ login, password, keepUnlocked }) =>
      attempt(async () => {
        await settleLogOut();
        await enter(await credentials.logIn(loginFromTyped(login), password), keepUnlocked);
      }),
    unlock: ({ password, keepUnlocked }) =>
      attempt(async () => {
        const state = session.getState();
        if (state.kind !== "locked") throw new ApiError("unauthorized");
        const login = loginFromTyped(state.login);
        const kept = await readKept(database);
        if (kept?.sealed === undefined) {
          await enter(await credentials.logIn(login, password), keepUnlocked);
          return;
        }
        const sealed = { login, userId: parseUserId(kept.userId), sealed: kept.sealed };
        const account = await credentials.unlock(sealed, password);
        try {
          await reopen(account, keepUnlocked);
        } catch (error) {
          if (!(error instanceof StateRefused)) throw error;
          // The keys may have been replaced: the server's newest ones open it, or it does not open.
          await enter(await credentials.logIn(login, password), keepUnlocked);
        }
      }),
    retryState: stateDecision.retry,
    goOnWithoutState: stateDecision.goOn,
    recover: ({ login, recoveryKey, newPassword, keepUnlocked }) =>
      attempt(async () => {
        const typed = loginFromTyped(login);
        await settleLogOut();
        await enter(await credentials.recover(typed, recoveryKey, newPassword), keepUnlocked);
      }),
    changePassword: ({ currentPassword, newPassword }) =>
      attempt(async () => {
        const before = await current();
        const opened = await changes.changePassword(before, currentPassword, newPassword);
        await enter(opened, before.keepUnlocked);
      }),
    renewRecoveryKey: ({ currentPassword }) =>
      attempt(async () => {
        const before = await current();
        const changed = await changes.renewRecoveryKey(before, currentPassword);
        return showKey(
          changed.recoveryKey,
          await attempt(() => enter(changed, before.keepUnlocked)),
        );
      }),
    replaceKeys: ({ currentPassword }) =>
      attempt(async () => {
        const before = await current();
        const { state, outbox, sender } = requireOpen(surroundings);
        const uploading = sender.all();
        const changed = await changes.replaceKeys(
          before,
          currentPassword,
          { rev: state.rev(), state: state.current() },
          (next) => outbox.prepareFor(next),
        );
        const entered = await attempt(async () => {
          await enter(changed, before.keepUnlocked);
          await requireOpen(surroundings).sender.adopt(uploading);
        });
        return showKey(changed.recoveryKey, entered);
      }),
    keptRecoveryKey() {
      const state = session.getState();
      if (state.kind !== "open" && state.kind !== "state_refused") return;
      const { newRecoveryKey: _, ...rest } = state;
      session.setState(rest, true);
    },
    logOut: () =>
      attempt(async () => {
        await forget(false);
      }),
    logOutEverywhere: () =>
      attempt(async () => {
        await forget(true);
      }),
    listSessions: () =>
      attempt(async () => {
        const { sessions } = await unwrap(api.calls.GET("/user/sessions"));
        return sessions.map((one) => ({
          sessionId: one.session_id,
          createdAt: one.created_at,
          usedAt: one.used_at,
          current: one.current,
          ...(one.device === undefined ? {} : { device: one.device }),
        }));
      }),
    endSession: (sessionId) =>
      attempt(async () => {
        await unwrap(
          api.calls.POST("/logout", { body: { everywhere: false, session_id: sessionId } }),
        );
      }),
    updateName: (userName) =>
      attempt(async () => {
        await setMe(await unwrap(api.calls.POST("/user/update/name", { body: { userName } })));
      }),
    updateAvatar: (image) =>
      attempt(async () => {
        const body =
          image === null ? {} : { image: toBase64url(new Uint8Array(await image.arrayBuffer())) };
        await setMe(await unwrap(api.calls.POST("/user/update/avatar", { body })));
      }),
  };

  return {
    actions,
    async reloadMe() {
      const { data } = await api.calls.GET("/user").catch(() => ({ data: undefined }));
      if (data !== undefined) await setMe(data);
    },
  };
}
