import type { Bytes } from "./bytes.ts";
import type { Argon2id, Kdf } from "./kdf.ts";

/** What the worker is asked. */
export interface Argon2Request {
  readonly password: Bytes;
  readonly kdf: Kdf;
}

/** What the worker answers: 32 bytes, or that it failed (no memory, no WebAssembly). */
export type Argon2Answer =
  | { readonly ok: true; readonly master: Bytes }
  | { readonly ok: false; readonly reason: string };

/** Argon2id in a worker of its own, which ends with its answer and takes the 64 MiB along. */
export const argon2idInWorker: Argon2id = (password, kdf) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./argon2.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Argon2Answer>) => {
      worker.terminate();
      if (data.ok) {
        resolve(data.master);
      } else {
        reject(new Error(`Argon2id failed: ${data.reason}`));
      }
    };
    worker.onerror = (event) => {
      worker.terminate();
      reject(new Error(`Argon2id's worker did not start: ${event.message}`));
    };
    const request: Argon2Request = { password, kdf };
    // Transferred: no copy of the password stays on this side.
    worker.postMessage(request, [password.buffer]);
  });
