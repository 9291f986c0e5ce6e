import { createStore } from "zustand/vanilla";
import { accessToken, createApi, unwrap } from "../api/http.ts";
import { ApiError, attempt, isAway } from "../api/problem.ts";
import { createAccountActions } from "../features/account/accountActions.ts";
import { createLogOut } from "../features/account/logOut.ts";
import type { SessionState } from "../features/account/model.ts";
import type { Opened } from "../features/account/passwordUse.ts";
import { createStateDecision, stateIn } from "../features/account/stateDecision.ts";
import { StateRefused } from "../features/account/stateSync.ts";
import { createChatActions } from "../features/chat/chatActions.ts";
import { createFileActions } from "../features/file/fileActions.ts";
import { createMessageActions } from "../features/message/messageActions.ts";
import {
  type SealedBlob,
  type State,
  sealedFromJson,
  type UnlockedAccount,
} from "../protocol/index.ts";
import { clearDatabase, closeDatabase, type KeptSession } from "../vault/database.ts";
import { changeKept, keepState, readKept } from "../vault/keptSession.ts";
import { clearLogDisk } from "../vault/logDisk.ts";
import { checkMarks, raiseMarks } from "../vault/marks.ts";
import type { RenClient } from "./client.ts";
import type { OpenSession } from "./openSession.ts";
import type { Ports } from "./ports.ts";
import { createStores, emptyStores } from "./stores.ts";

/** The logic of the client over the ports of a page. */
export async function createClient(ports: Ports): Promise<RenClient> {
  const session = createStore<SessionState>(() => ({ kind: "starting" }));
  const stores = createStores();
  const api = createApi(ports, {
    sessionEnded() {
      if (!logOut.isQuiet()) ending = sessionEnded();
    },
    tooOld: () => stores.presence.setState({ newVersion: true }),
  });
  const database = await ports.database();
  const logOut = createLogOut({
    api,
    database,
    settled() {
      const state = session.getState();
      if (state.kind === "signed_out" && state.notice === "log_out_pending") {
        session.setState({ kind: "signed_out", notice: "logged_out" }, true);
      }
    },
  });
  let open: OpenSession | undefined;
  /** The end of a session that is being cleared away. */
  let ending: Promise<void> | undefined;

  /** Makes an account the open one. Another one that this browser kept is forgotten first. */
  async function enter({ account, session: answer }: Opened, keepUnlocked: boolean): Promise<void> {
    const marks = await checkMarks(database, account.userId, answer.rev);
    const before = await readKept(database);
    const mine = before?.userId === account.userId ? before : undefined;
    if (before !== undefined && mine === undefined) {
      await clearDatabase(database);
      await ports.files.disk.clear(undefined);
    }
    const next: KeptSession = {
      login: account.login,
      userId: account.userId,
      userName: answer.userName,
      sealed: {
        rev: answer.rev,
        vault: sealedFromJson(answer.vault),
        passwordSlot: sealedFromJson(answer.slot),
        recoverySlot: sealedFromJson(answer.recovery_slot),
      },
      stateRev: Math.max(mine?.stateRev ?? 0, marks.state),
      ...(mine?.avatar === undefined ? {} : { avatar: mine.avatar }),
      ...(keepUnlocked ? { account } : {}),
      // Until the server's opens, this browser holds on to what it knows.
      ...(mine?.state === undefined ? {} : { state: mine.state }),
    };
    if (!keepUnlocked) await clearLogDisk(database);
    api.setToken(accessToken(answer, ports.now()));
    await database.put("session", next, "current");
    // Another tab would go on with old keys, and seal the state under one that opens nothing.
    if (before !== undefined && (mine === undefined || mine.sealed?.rev !== answer.rev)) {
      ports.tabs.say("changed");
    }
    await beginOrAsk(next, account, sealedFromJson(answer.state));
    await raiseMarks(database, account.userId, { credential: answer.rev });
  }

  /** Opens what was locked: the refresh cookie still stands for the session. */
  async function reopen(account: UnlockedAccount, keepUnlocked: boolean): Promise<void> {
    if (!keepUnlocked) await clearLogDisk(database);
    const current = await changeKept(database, (one) => (keepUnlocked ? { ...one, account } : one));
    if (current === undefined) throw new ApiError("unauthorized");
    await resume(current, account);
  }

  async function begin(
    keptSession: KeptSession,
    account: OpenSession["account"],
    state: SealedBlob,
    asked: boolean,
  ): Promise<void> {
    leave();
    // Loaded late: a first visit signs in without it.
    const { openSession } = await import("./openSession.ts");
    open = await openSession(
      {
        ports,
        api,
        database,
        stores,
        rememberState: (blob) => keepState(database, blob),
        stateRefused: (refusal, known) => void stateRefused(refusal, known),
      },
      account,
      state,
      { atLeast: keptSession.stateRev, keeps: keptSession.account !== undefined, asked },
    );
    session.setState(
      {
        kind: "open",
        me: {
          userId: keptSession.userId,
          login: keptSession.login,
          userName: keptSession.userName,
          ...(keptSession.avatar === undefined ? {} : { avatar: keptSession.avatar }),
        },
      },
      true,
    );
    void account_.reloadMe();
  }

  /** Where the state is refused, the person decides. */
  async function beginOrAsk(
    current: KeptSession,
    account: UnlockedAccount,
    state: SealedBlob,
  ): Promise<void> {
    try {
      await begin(current, account, state, true);
    } catch (refusal) {
      if (!(refusal instanceof StateRefused)) throw refusal;
      const remembered = await stateIn(account, current.state);
      stateDecision.ask({ refusal, kept: current, account, remembered });
    }
  }

  async function stateRefused(refusal: StateRefused, known: State): Promise<void> {
    const current = await readKept(database);
    if (open === undefined || current === undefined) return;
    const { account } = open;
    leave();
    stateDecision.ask({ refusal, kept: current, account, remembered: known });
  }

  function leave(): void {
    stateDecision.forget();
    open?.close();
    open = undefined;
    emptyStores(stores);
  }

  /**
   * The person ends the account in this browser: keys, drafts and the outbox go with it. Everywhere,
   * nothing happens unless the server confirms it; here, it is told later if it cannot be reached.
   */
  function forget(everywhere: boolean): Promise<void> {
    return logOut.quietly(async () => {
      let told = true;
      if (everywhere) await logOut.everywhere();
      else told = await logOut.here();
      await wipe();
      ports.tabs.say("closed");
      const notice = told ? "logged_out" : "log_out_pending";
      session.setState({ kind: "signed_out", notice }, true);
      if (!told) void logOut.settle();
    });
  }

  async function wipe(): Promise<void> {
    leave();
    api.setToken(undefined);
    await clearDatabase(database);
    await ports.files.disk.clear(undefined);
  }

  /** The session was ended elsewhere: keys go, but nothing is lost that was not sent yet. */
  async function sessionEnded(): Promise<void> {
    leave();
    api.setToken(undefined);
    const login = (await readKept(database))?.login ?? "";
    const count = await closeDatabase(database);
    // Sealed parts of uploads wait for their keys as the messages do.
    await ports.files.disk.clear(count === 0 ? undefined : "fetched");
    ports.tabs.say("closed");
    const unsent = count === 0 ? {} : { unsent: { login, count } };
    session.setState({ kind: "signed_out", notice: "session_ended", ...unsent }, true);
  }

  async function start(): Promise<void> {
    if (await logOut.isPending()) {
      await wipe();
      session.setState({ kind: "signed_out", notice: "log_out_pending" }, true);
      void logOut.settle();
      return;
    }
    const current = await readKept(database);
    if (current === undefined) {
      session.setState({ kind: "signed_out" }, true);
      return;
    }
    const { account } = current;
    if (account === undefined) {
      await lock(current);
      return;
    }
    session.setState({ kind: "starting", opens: true }, true);
    const resumed = await attempt(() => resume(current, account));
    await ending;
    if (resumed.ok || session.getState().kind !== "starting") return;
    // Without the server there is what this browser kept; the password would not help it.
    if (isAway(resumed.error.code) && current.state !== undefined) {
      api.expectToken();
      await begin(current, account, current.state, false);
      return;
    }
    if (session.getState().kind === "starting") {
      await lock(current);
    }
  }

  async function lock({ login, userName }: KeptSession): Promise<void> {
    const unsent = await database.count("outbox");
    session.setState({ kind: "locked", login, userName, unsent }, true);
  }

  async function resume(current: KeptSession, account: OpenSession["account"]): Promise<void> {
    api.setToken(await api.refresh());
    const state = sealedFromJson(await unwrap(api.calls.GET("/user/state")));
    // Keys that were kept may have been replaced: then it is for the password to open the newest.
    if ((await stateIn(account, state)) !== undefined) await beginOrAsk(current, account, state);
    else throw new StateRefused("state_unreadable", state);
  }

  ports.tabs.hear((event) => {
    leave();
    api.setToken(undefined);
    if (event === "changed") {
      session.setState({ kind: "starting" }, true);
      void start();
      return;
    }
    session.setState({ kind: "signed_out", notice: "logged_out" }, true);
  });

  ports.onNetwork(
    () => void logOut.settle(),
    () => undefined,
  );

  const stateDecision = createStateDecision({
    ...{ api, database, session, random: ports.random },
    begin: beginOrAsk,
    changed: () => ports.tabs.say("changed"),
  });
  const surroundings = {
    ports,
    api,
    database,
    session,
    stores,
    enter,
    reopen,
    forget,
    settleLogOut: logOut.settle,
    open: () => open,
    stateDecision,
  };
  const account_ = createAccountActions(surroundings);
  void start();
  return {
    session,
    ...stores,
    account: account_.actions,
    chat: createChatActions(surroundings),
    message: createMessageActions(surroundings),
    file: createFileActions(surroundings),
  };
}
