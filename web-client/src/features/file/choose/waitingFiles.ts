import type { StoreApi } from "zustand/vanilla";
import type { Result } from "../../../app/result.ts";
import { MAX_FILES } from "../../../protocol/index.ts";
import type { ServerStorage } from "../model.ts";
import { type Chosen, kindOf, type Quality, type Refusal, takeUp } from "./chosen.ts";
import type { PickedFile } from "./pickFiles.ts";

/** What waits in the composer of a chat. */
export interface Waiting {
  readonly chosen: readonly Chosen[];
  readonly quality: Quality;
  /** Why the last ones were not all taken up. */
  readonly refusal?: Refusal;
  /** They are being made ready to be sent: nothing can be changed. */
  readonly preparing: boolean;
}

/** By chat id, while the account is open: a browser's files cannot be kept for longer. */
export type WaitingState = Readonly<Record<string, Waiting>>;

export const NOTHING_WAITS: Waiting = { chosen: [], quality: "scaled", preparing: false };

/** What one does with the files that wait in a chat, whether it is shown or not. */
export interface WaitingFiles {
  /** @param folders that folders were among them, which are not taken up */
  add(picked: readonly PickedFile[], folders?: boolean): Promise<void>;
  remove(id: string): void;
  setQuality(quality: Quality): void;
  setPreparing(preparing: boolean): void;
  /** They go: others may be chosen, for which nothing is decided yet. */
  clear(): void;
  /** They could not go: they stand before what was chosen meanwhile. */
  putBack(chosen: readonly Chosen[], quality: Quality): void;
}

export function waitingFiles(
  store: StoreApi<WaitingState>,
  chatId: string,
  serverStorage: () => Promise<Result<ServerStorage>>,
): WaitingFiles {
  let storage: ServerStorage | undefined;
  const now = (): Waiting | undefined => store.getState()[chatId];
  // Where nothing waits any more, the account was closed meanwhile: nothing of it comes back.
  const change = (to: (waiting: Waiting) => Waiting): void => {
    const waiting = now();
    if (waiting !== undefined) store.setState({ [chatId]: to(waiting) });
  };
  const setChosen = (chosen: (before: readonly Chosen[]) => readonly Chosen[]): void =>
    change(({ refusal: _, ...rest }) => ({ ...rest, chosen: chosen(rest.chosen) }));

  return {
    async add(picked, folders = false) {
      if (picked.length === 0 && !folders) return;
      if (storage === undefined) {
        const answer = await serverStorage();
        if (answer.ok) storage = answer.value;
      }
      const more = picked.map((one) => ({
        ...one,
        id: crypto.randomUUID(),
        kind: kindOf(one.file.type),
      }));
      // Not what was there when they were handed over: others may have come while the server was asked.
      const { refusal: _, ...before } = now() ?? NOTHING_WAITS;
      const taken = takeUp(before.chosen, more, MAX_FILES, storage);
      const refusal = taken.refusal ?? (folders ? ({ kind: "folders" } as const) : undefined);
      store.setState({
        [chatId]: { ...before, chosen: taken.chosen, ...(refusal && { refusal }) },
      });
    },
    remove: (id) => setChosen((before) => before.filter((one) => one.id !== id)),
    setQuality: (quality) => change((waiting) => ({ ...waiting, quality })),
    setPreparing: (preparing) => change((waiting) => ({ ...waiting, preparing })),
    clear() {
      // What is sent changes what the server has room for.
      storage = undefined;
      change(({ preparing }) => ({ ...NOTHING_WAITS, preparing }));
    },
    putBack(chosen, quality) {
      setChosen((since) => [...chosen, ...since]);
      change((waiting) => ({ ...waiting, quality }));
    },
  };
}
