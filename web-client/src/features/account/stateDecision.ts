import type { StoreApi } from "zustand/vanilla";
import { type Api, unwrap } from "../../api/http.ts";
import { ApiError, attempt } from "../../api/problem.ts";
import type { Result } from "../../app/result.ts";
import {
  EMPTY_STATE,
  mergeStates,
  openState,
  type Random,
  type SealedBlob,
  type State,
  sealedFromJson,
  type UnlockedAccount,
} from "../../protocol/index.ts";
import type { Database, KeptSession } from "../../vault/database.ts";
import { lowerStateMark } from "../../vault/marks.ts";
import type { SessionState } from "./model.ts";
import { putState, type StateRefused } from "./stateSync.ts";

/** An account whose state did not open: nothing is read or sent before the person decided. */
export interface RefusedAccount {
  readonly refusal: StateRefused;
  readonly kept: KeptSession;
  readonly account: UnlockedAccount;
  /** What this browser knows itself. */
  readonly remembered: State | undefined;
}

/** The person's decision about a state that did not open. */
export interface StateDecision {
  /** Shows what happened, and waits. */
  ask(refused: RefusedAccount): void;
  forget(): void;
  /** Asks the server for the state again. */
  retry(): Promise<Result<void>>;
  /** Puts what opens of the server's and what this browser remembers in the place of the refused state. */
  goOn(): Promise<Result<void>>;
}

interface DecisionPorts {
  readonly api: Api;
  readonly random: Random;
  readonly database: Database;
  readonly session: StoreApi<SessionState>;
  /** Opens the account; asks again if the state is refused. */
  begin(kept: KeptSession, account: UnlockedAccount, state: SealedBlob): Promise<void>;
  /** Other tabs of this browser are to begin anew. */
  changed(): void;
}

export function createStateDecision(ports: DecisionPorts): StateDecision {
  const { api, database, session } = ports;
  let waiting: RefusedAccount | undefined;

  /** A step that failed on its way, without the network for instance, can be taken again. */
  function decide(step: (refused: RefusedAccount) => Promise<void>): Promise<Result<void>> {
    return attempt(async () => {
      const refused = waiting;
      if (refused === undefined) throw new ApiError("unauthorized");
      try {
        await step(refused);
      } finally {
        if (session.getState().kind === "state_refused") waiting ??= refused;
      }
    });
  }

  async function readAgain({ kept, account }: RefusedAccount): Promise<void> {
    const state = sealedFromJson(await unwrap(api.calls.GET("/user/state")));
    await ports.begin(kept, account, state);
    const now = session.getState();
    if (now.kind === "state_refused") throw new ApiError(now.why);
  }

  async function putMine({ refusal, kept, account, remembered }: RefusedAccount): Promise<void> {
    const { offered } = refusal;
    // An older state is genuine, and pins in it are better than none.
    const theirs = await stateIn(account, offered);
    const mine = mergeStates(theirs ?? EMPTY_STATE, remembered ?? EMPTY_STATE);
    const state = await putState({ api, random: ports.random }, account, offered.rev, mine);
    await lowerStateMark(database, account.userId, state.rev);
    await ports.begin({ ...kept, stateRev: state.rev }, account, state);
    ports.changed();
  }

  return {
    ask(refused) {
      waiting = refused;
      const { refusal, kept, remembered } = refused;
      session.setState(
        {
          kind: "state_refused",
          login: kept.login,
          why: refusal.why,
          remembers: remembered !== undefined,
        },
        true,
      );
    },
    forget() {
      waiting = undefined;
    },
    retry: () => decide(readAgain),
    goOn: () =>
      decide(async (refused) => {
        try {
          await putMine(refused);
        } catch (error) {
          // Another client of the account has put a state meanwhile.
          if (!(error instanceof ApiError) || error.code !== "conflict") throw error;
          await readAgain(refused);
        }
      }),
  };
}

/** A state, however old, if it opens. */
export async function stateIn(
  account: UnlockedAccount,
  blob: SealedBlob | undefined,
): Promise<State | undefined> {
  if (blob === undefined) return undefined;
  return openState(account.stateKey, account.userId, blob, 0).catch(() => undefined);
}
