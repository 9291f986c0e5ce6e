import { ApiError } from "../../api/problem.ts";
import type { ClientErrorCode } from "../../app/result.ts";

/** What waiting for better times needs of a browser. */
export interface PatiencePorts {
  online(): boolean;
  onNetwork(online: () => void, offline: () => void): () => void;
  /** 0 to 1; for pauses only. */
  chance(): number;
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/** Refusals that time mends. */
const PASSING: ReadonlySet<ClientErrorCode> = new Set<ClientErrorCode>([
  "offline",
  "unavailable",
  "timeout",
  "internal",
  "rate_limited",
]);

/** Why an error may not come again, or undefined if it will. */
export function passingProblem(error: unknown): ClientErrorCode | undefined {
  if (error instanceof TypeError) return "offline";
  return error instanceof ApiError && PASSING.has(error.code) ? error.code : undefined;
}

/** Tries again, with jittered back-off, until a work succeeds, is refused for good, or is ended. */
export interface Patience {
  /** @param waits told why it waits, and with undefined that it goes on */
  again<T>(
    signal: AbortSignal,
    work: () => Promise<T>,
    waits?: (problem: ClientErrorCode | undefined) => void,
  ): Promise<T>;
}

export function createPatience(ports: PatiencePorts): Patience {
  // Full jitter would let some come back at once; half of it spreads them as well.
  function pauseAfter(failures: number): number {
    return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures) * (0.5 + ports.chance() / 2);
  }

  /** Ends after the pause, sooner when the network comes back, with the signal's reason if it ends. */
  function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (end: () => void) => (): void => {
        clearTimeout(timer);
        stop();
        signal.removeEventListener("abort", aborted);
        end();
      };
      const go = done(resolve);
      const aborted = done(() => reject(signal.reason));
      const timer = setTimeout(go, milliseconds);
      const stop = ports.onNetwork(go, () => undefined);
      signal.addEventListener("abort", aborted);
      if (signal.aborted) aborted();
    });
  }

  return {
    async again(signal, work, waits) {
      for (let failures = 0; ; failures++) {
        signal.throwIfAborted();
        try {
          if (!ports.online()) throw new ApiError("offline");
          const value = await work();
          if (failures > 0) waits?.(undefined);
          return value;
        } catch (error) {
          signal.throwIfAborted();
          const problem = passingProblem(error);
          if (problem === undefined) throw error;
          waits?.(problem);
          const asked = error instanceof ApiError ? (error.retryAfter ?? 0) * 1000 : 0;
          await rest(Math.max(asked, pauseAfter(failures)), signal);
        }
      }
    },
  };
}
