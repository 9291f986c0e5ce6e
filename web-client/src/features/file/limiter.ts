/** Lets at most so many works run, or things be held, at once. */
export interface Limiter {
  /** Waits for a place; whoever takes one gives it back. The signal's reason if that ends first. */
  take(signal: AbortSignal): Promise<void>;
  give(): void;
}

export function createLimiter(places: number): Limiter {
  let free = places;
  const queue: (() => void)[] = [];
  return {
    take(signal) {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const aborted = (): void => {
          queue.splice(queue.indexOf(enter), 1);
          reject(signal.reason);
        };
        const enter = (): void => {
          signal.removeEventListener("abort", aborted);
          resolve();
        };
        queue.push(enter);
        signal.addEventListener("abort", aborted, { once: true });
      });
    },
    give() {
      const next = queue.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}
