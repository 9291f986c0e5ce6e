import { createStore } from "zustand/vanilla";
import type { ClientErrorCode, Result } from "../app/result.ts";
import type { FileActions, FileRef, FileState, Lent, Transfer } from "../features/file/model.ts";

/** Answers like the rest of the fake client: after a moment, with the scene's error if it has one. */
type Act = <T>(value: T, effect?: () => void) => Promise<Result<T>>;

const TICK = 250;
const SPEED = 3_500_000;

/** The file engine over nothing: transfers that advance by a clock, a picture for every file. */
export function createFakeFiles(act: Act, picture: string) {
  const files = createStore<FileState>(() => ({ transfers: {}, mediaProblems: {} }));
  const timers = new Map<string, ReturnType<typeof setInterval>>();
  let used = 312_450_000;
  let limit = 1_073_741_824;

  const of = (key: string): Transfer | undefined => files.getState().transfers[key];
  const set = (transfer: Transfer): void =>
    files.setState(({ transfers }) => ({ transfers: { ...transfers, [transfer.key]: transfer } }));
  const drop = (key: string): void => {
    halt(key);
    files.setState(({ transfers: { [key]: _, ...others } }) => ({ transfers: others }));
  };
  const halt = (key: string): void => {
    clearInterval(timers.get(key));
    timers.delete(key);
  };

  /** Lets a transfer run until it is over. */
  function run(key: string): void {
    halt(key);
    const advance = (): void => {
      const transfer = of(key);
      if (transfer === undefined) {
        halt(key);
        return;
      }
      const sent = Math.min(transfer.size, transfer.sent + (SPEED * TICK) / 1000);
      const { problem: _, ...rest } = transfer;
      const secondsLeft = Math.ceil((transfer.size - sent) / SPEED);
      set({ ...rest, state: "running", sent, bytesPerSecond: SPEED, secondsLeft });
      if (sent < transfer.size) return;
      halt(key);
      set({ ...rest, state: "done", sent });
      setTimeout(() => drop(key), 1_000);
    };
    timers.set(key, setInterval(advance, TICK));
  }

  const lent = (url: string): Lent => ({ url, release: () => undefined });
  const contentOf = ({ file }: FileRef): string =>
    file.kind === "inline" && file.as !== "image"
      ? URL.createObjectURL(new Blob([file.data], { type: file.type }))
      : picture;

  const file: FileActions = {
    sendFiles: (chatId, { files: sources }) =>
      act(undefined, () => {
        for (const { name, blob } of sources) {
          const key = crypto.randomUUID();
          const begun = { key, chatId, direction: "up", name, sent: 0, size: blob.size } as const;
          set({ ...begun, state: "sealing" });
          run(key);
        }
      }),
    pause(key) {
      const transfer = of(key);
      halt(key);
      if (transfer !== undefined) set({ ...transfer, state: "paused" });
    },
    resume: run,
    cancel: drop,
    provideFile: (key) => act(undefined, () => run(key)),
    openFile: (ref) => act(lent(contentOf(ref))),
    saveFile: ({ chatId, file: { name, size } }) =>
      act(undefined, () => {
        const key = crypto.randomUUID();
        set({ key, chatId, direction: "down", state: "waiting", name, sent: 0, size });
        run(key);
      }),
    mediaUrl: () => act(lent("/media/sample")),
    cacheUsage: () => act({ used, limit, files: used === 0 ? 0 : 148 }),
    clearCache: () =>
      act(undefined, () => {
        used = 0;
      }),
    setCacheLimit: (bytes) =>
      act(undefined, () => {
        limit = bytes;
      }),
    serverStorage: () =>
      act({ used: 4_812_000_000, quota: 21_474_836_480, maxFile: 4_294_967_296 }),
  };

  return {
    files,
    file,
    /** Shows transfers in given states, and problems of players; nothing of it moves by itself. */
    show(
      transfers: readonly Transfer[],
      problems: Readonly<Record<string, ClientErrorCode>>,
    ): void {
      for (const transfer of transfers) set(transfer);
      files.setState({ mediaProblems: problems });
    },
  };
}
