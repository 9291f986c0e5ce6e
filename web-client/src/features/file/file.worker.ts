import { ProtocolError } from "../../protocol/index.ts";
import { chunkWork } from "./chunkWork.ts";
import { opfsDisk } from "./disk.ts";
import type { WorkerAnswer, WorkerRequest } from "./workers.ts";

const work = chunkWork(opfsDisk());

async function answer({ id, ...task }: WorkerRequest): Promise<WorkerAnswer> {
  try {
    const value =
      task.kind === "stage" ? await work.stage(...task.args) : await work.open(...task.args);
    return { id, ok: true, value };
  } catch (error) {
    if (error instanceof ProtocolError) {
      return { id, ok: false, error: { kind: "protocol", code: error.code } };
    }
    const name = error instanceof Error ? error.name : "Error";
    return { id, ok: false, error: { kind: "other", name } };
  }
}

self.onmessage = async ({ data }: MessageEvent<WorkerRequest>) => {
  const result = await answer(data);
  const opened = result.ok && "bytes" in result.value ? [result.value.bytes.buffer] : [];
  self.postMessage(result, { transfer: opened });
};
