import { type Api, unwrap } from "../../api/http.ts";
import { isAway, toClientError } from "../../api/problem.ts";
import type { Database } from "../../vault/database.ts";

/**
 * Ends this browser's session at the server. Its cookie, which no script can delete, opens the
 * session for 30 days: so a server that cannot be reached is told later, if need be by the next page.
 */
export interface LogOut {
  /** Ends the session of this browser; false where the server cannot be told now. Fails never. */
  here(): Promise<boolean>;
  /** Ends all sessions of the account; throws if the server does not confirm it. */
  everywhere(): Promise<void>;
  /** Whether a log-out was begun that is not over. */
  isPending(): Promise<boolean>;
  /** Brings a log-out to its end that an earlier page or a lost connection left over. */
  settle(): Promise<void>;
  /** What the server says of the session's end while this runs is no news. */
  quietly<T>(work: () => Promise<T>): Promise<T>;
  isQuiet(): boolean;
}

interface LogOutPorts {
  readonly api: Api;
  readonly database: Database;
  /** A log-out that was left over is done. */
  settled(): void;
}

/** Between two attempts, milliseconds. */
const AGAIN = 30_000;

export function createLogOut({ api, database, settled }: LogOutPorts): LogOut {
  let quiet = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function quietly<T>(work: () => Promise<T>): Promise<T> {
    quiet += 1;
    try {
      return await work();
    } finally {
      quiet -= 1;
    }
  }

  /** The mark is there before the server is told and until it has answered: killed in between, it is told again. */
  async function end(): Promise<boolean> {
    await database.put("pending", true, "log_out");
    try {
      // Locked, or signed out: the cookie alone stands for the session.
      await api.freshToken();
      await unwrap(api.calls.POST("/logout", { body: { everywhere: false } }));
    } catch (error) {
      if (isAway(toClientError(error).code)) return false;
    }
    await database.delete("pending", "log_out");
    return true;
  }

  async function isPending(): Promise<boolean> {
    return (await database.get("pending", "log_out")) === true;
  }

  async function settle(): Promise<void> {
    clearTimeout(timer);
    if (!(await isPending())) return;
    const over = await quietly(end);
    api.setToken(undefined);
    if (over) settled();
    else timer = setTimeout(() => void settle(), AGAIN);
  }

  return {
    here: () => quietly(end),
    everywhere: () =>
      quietly(async () => {
        await unwrap(api.calls.POST("/logout", { body: { everywhere: true } }));
      }),
    isPending,
    settle,
    quietly,
    isQuiet: () => quiet > 0,
  };
}
