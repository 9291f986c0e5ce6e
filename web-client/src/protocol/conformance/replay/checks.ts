import type { Bytes } from "../../bytes.ts";
import { encrypt, importAesKey } from "../../primitives.ts";
import type { Random } from "../../random.ts";
import { hex } from "../vectorFile.ts";

/** A defect of ours, never a refusal: what was made again is not what the vector has. */
export function requireEqual(actual: string, expected: string): void {
  if (actual !== expected) {
    throw new Error(`made again it differs: ${actual} instead of ${expected}`);
  }
}

/** Whether an AES key that cannot be read out is the one with these bytes. */
export async function requireSameKey(key: CryptoKey, bytes: Bytes): Promise<void> {
  const probe = new Uint8Array(12);
  const one = await encrypt(key, probe, probe, probe);
  const other = await encrypt(await importAesKey(bytes), probe, probe, probe);
  requireEqual(hex(one), hex(other));
}

/** A source of randomness that has exactly these bytes to give. */
export function once(bytes: Bytes): Random {
  let given = false;
  return (length) => {
    if (given || length !== bytes.length) {
      throw new Error("asked for other random bytes than the vector's");
    }
    given = true;
    return bytes;
  };
}
