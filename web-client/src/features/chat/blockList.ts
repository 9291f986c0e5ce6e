import { type State, type UserId, withSetting } from "../../protocol/index.ts";
import type { StateSync } from "../account/stateSync.ts";

/**
 * Whom the person does not want to hear from: settings `block/<user id>` of the sealed state, so the
 * list holds in every browser and nobody else knows of it.
 */
export interface BlockList {
  has(userId: UserId): boolean;
  set(userId: UserId, blocked: boolean): Promise<void>;
}

const BLOCKED = "1";
/** Stays in the place of a block, so that a client that was away does not bring it back. */
const NOT_BLOCKED = "0";

export function createBlockList(
  state: Pick<StateSync, "current" | "change">,
  now: () => number,
): BlockList {
  return {
    has: (userId) => has(state.current(), userId),
    set: (userId, blocked) =>
      state.change((one) => {
        if (has(one, userId) === blocked) return one;
        const before = one.settings.get(nameOf(userId));
        // Of two clocks the decision that was made last holds.
        const at = Math.max(now(), (before?.at ?? -1) + 1);
        return withSetting(one, nameOf(userId), { at, value: blocked ? BLOCKED : NOT_BLOCKED });
      }),
  };
}

function has(state: State, userId: UserId): boolean {
  return state.settings.get(nameOf(userId))?.value === BLOCKED;
}

function nameOf(userId: UserId): string {
  return `block/${userId}`;
}
