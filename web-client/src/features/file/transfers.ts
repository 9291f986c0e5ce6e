import type { StoreApi } from "zustand/vanilla";
import type { ClientErrorCode } from "../../app/result.ts";
import { createMeter, type Meter } from "./meter.ts";
import type { FileState, Transfer, TransferState } from "./model.ts";

/** The transfers in the store that views read. */
export interface Transfers {
  begin(transfer: Omit<Transfer, "state" | "sent">, state: TransferState): void;
  /** Bytes that are over; drawn a few times a second. */
  progress(key: string, sent: number): void;
  turn(key: string, state: TransferState, problem?: ClientErrorCode): void;
  /** Done: it stays for a moment. */
  finish(key: string): void;
  drop(key: string): void;
}

const DRAWN_EVERY = 200;
const SHOWN_DONE = 1_500;

export function createTransfers(store: StoreApi<FileState>, now: () => number): Transfers {
  const meters = new Map<string, Meter>();
  const drawn = new Map<string, number>();

  function change(key: string, to: (transfer: Transfer) => Transfer): void {
    const transfer = store.getState().transfers[key];
    if (transfer === undefined) return;
    store.setState(({ transfers }) => ({ transfers: { ...transfers, [key]: to(transfer) } }));
  }

  function drop(key: string): void {
    meters.delete(key);
    drawn.delete(key);
    store.setState(({ transfers: { [key]: _, ...others } }) => ({ transfers: others }));
  }

  return {
    begin(transfer, state) {
      const whole = { ...transfer, state, sent: 0 };
      store.setState(({ transfers }) => ({ transfers: { ...transfers, [transfer.key]: whole } }));
    },
    progress(key, sent) {
      const at = now();
      if (at - (drawn.get(key) ?? 0) < DRAWN_EVERY) return;
      drawn.set(key, at);
      change(key, (transfer) => {
        const meter = meters.get(key) ?? createMeter(now, transfer.size);
        meters.set(key, meter);
        const { bytesPerSecond: _, secondsLeft: __, ...rest } = transfer;
        return { ...rest, sent: Math.min(sent, transfer.size), ...meter.read(sent) };
      });
    },
    turn(key, state, problem) {
      // What it does next is measured anew.
      meters.delete(key);
      change(key, (transfer) => {
        const { bytesPerSecond: _, secondsLeft: __, problem: ___, ...rest } = transfer;
        return { ...rest, state, ...(problem === undefined ? {} : { problem }) };
      });
    },
    finish(key) {
      meters.delete(key);
      change(key, ({ bytesPerSecond: _, secondsLeft: __, problem: ___, ...transfer }) => ({
        ...transfer,
        state: "done",
        sent: transfer.size,
      }));
      setTimeout(() => {
        if (store.getState().transfers[key]?.state === "done") drop(key);
      }, SHOWN_DONE);
    },
    drop,
  };
}
