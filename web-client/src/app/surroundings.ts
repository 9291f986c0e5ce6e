import type { StoreApi } from "zustand/vanilla";
import type { Api } from "../api/http.ts";
import { ApiError } from "../api/problem.ts";
import type { SessionState } from "../features/account/model.ts";
import type { Opened } from "../features/account/passwordUse.ts";
import type { StateDecision } from "../features/account/stateDecision.ts";
import type { UnlockedAccount } from "../protocol/index.ts";
import type { Database } from "../vault/database.ts";
import type { OpenSession } from "./openSession.ts";
import type { Ports } from "./ports.ts";
import type { Stores } from "./stores.ts";

/** What the actions of all features stand on. */
export interface Surroundings {
  readonly ports: Ports;
  readonly api: Api;
  readonly database: Database;
  readonly session: StoreApi<SessionState>;
  readonly stores: Stores;
  /** Makes an account the open one. */
  enter(opened: Opened, keepUnlocked: boolean): Promise<void>;
  /** Opens the account that this browser kept locked, within its session. */
  reopen(account: UnlockedAccount, keepUnlocked: boolean): Promise<void>;
  /** Ends the account in this browser and leaves nothing of it. */
  forget(everywhere: boolean): Promise<void>;
  /** Before another session begins: its cookie would hide the one that is still to be ended. */
  settleLogOut(): Promise<void>;
  open(): OpenSession | undefined;
  readonly stateDecision: Pick<StateDecision, "retry" | "goOn">;
}

/** The open account; `unauthorized` if none is. */
export function requireOpen({ open }: Pick<Surroundings, "open">): OpenSession {
  const session = open();
  if (session === undefined) throw new ApiError("unauthorized");
  return session;
}
