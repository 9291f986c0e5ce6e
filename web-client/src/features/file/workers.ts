import { ProtocolError, type ProtocolErrorCode } from "../../protocol/index.ts";
import type { ChunkWork, OpenedChunk, StagedPart } from "./chunkWork.ts";

type Task =
  | { readonly kind: "stage"; readonly args: Parameters<ChunkWork["stage"]> }
  | { readonly kind: "open"; readonly args: Parameters<ChunkWork["open"]> };

/** What a worker is asked. */
export type WorkerRequest = Task & { readonly id: number };

/** What it answers. Errors of ours cross by their code, others by their name. */
export type WorkerAnswer =
  | { readonly id: number; readonly ok: true; readonly value: StagedPart | OpenedChunk }
  | {
      readonly id: number;
      readonly ok: false;
      readonly error:
        | { readonly kind: "protocol"; readonly code: ProtocolErrorCode }
        | { readonly kind: "other"; readonly name: string };
    };

interface Waiting {
  resolve(value: StagedPart | OpenedChunk): void;
  reject(error: unknown): void;
}

/** Two keep both directions busy; more only share the same cores. */
const WORKERS = 2;
/** A worker that has had nothing to do for as long ends. */
const IDLE = 30_000;

interface Hired {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** The chunk work in workers, which come when there is some and go when there is none. */
export function chunkWorkers(): ChunkWork {
  let hired: Hired[] = [];
  let idle: ReturnType<typeof setTimeout> | undefined;
  let ids = 0;

  function hire(): Hired {
    const worker = new Worker(new URL("./file.worker.ts", import.meta.url), { type: "module" });
    const one: Hired = { worker, waiting: new Map() };
    worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      const asked = one.waiting.get(data.id);
      one.waiting.delete(data.id);
      if (data.ok) asked?.resolve(data.value);
      else asked?.reject(errorOf(data.error));
      if (hired.every(({ waiting }) => waiting.size === 0)) idle = setTimeout(dismiss, IDLE);
    };
    worker.onerror = (event) => {
      hired = hired.filter((other) => other !== one);
      worker.terminate();
      for (const { reject } of one.waiting.values()) reject(new Error(event.message));
    };
    hired.push(one);
    return one;
  }

  function dismiss(): void {
    for (const { worker } of hired) worker.terminate();
    hired = [];
  }

  function ask(task: Task, transfer: Transferable[]): Promise<StagedPart | OpenedChunk> {
    clearTimeout(idle);
    const least = hired.toSorted((one, other) => one.waiting.size - other.waiting.size)[0];
    const busy = least === undefined || least.waiting.size > 0;
    const { worker, waiting } = busy && hired.length < WORKERS ? hire() : (least ?? hire());
    const id = ids++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...task, id } satisfies WorkerRequest, transfer);
    });
  }

  return {
    stage: async (...args) => (await ask({ kind: "stage", args }, [])) as StagedPart,
    // The sealed bytes go over, and what is opened comes back: nothing is copied.
    open: async (...args) => (await ask({ kind: "open", args }, [args[3].buffer])) as OpenedChunk,
  };
}

function errorOf(error: Extract<WorkerAnswer, { ok: false }>["error"]): Error {
  return error.kind === "protocol"
    ? new ProtocolError(error.code, "refused in a worker")
    : new DOMException("failed in a worker", error.name);
}
