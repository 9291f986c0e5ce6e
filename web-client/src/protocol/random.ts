import type { Bytes } from "./bytes.ts";

/** Where randomness comes from: `length` fresh bytes. */
export type Random = (length: number) => Bytes;

/** The platform's generator. */
export const secureRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length));
