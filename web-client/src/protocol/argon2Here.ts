import { argon2id } from "hash-wasm";
import { type Argon2id, MASTER_BYTES } from "./kdf.ts";

/**
 * Argon2id on the calling thread, which it blocks for about half a second: for the worker and for
 * tests. A file of its own, so that pages load the WebAssembly only with the worker.
 */
export const argon2idHere: Argon2id = async (password, kdf) => {
  const master = await argon2id({
    password,
    salt: kdf.salt,
    memorySize: kdf.memoryKib,
    iterations: kdf.iterations,
    parallelism: kdf.parallelism,
    hashLength: MASTER_BYTES,
    outputType: "binary",
  });
  password.fill(0);
  return Uint8Array.from(master);
};
