import { fromBase64url } from "./base64url.ts";
import { writer } from "./bytes.ts";
import type { VerifiedEpoch } from "./epochChain.ts";
import { refuse } from "./errors.ts";
import type { Fingerprint, UserId } from "./ids.ts";
import { label } from "./labels.ts";
import { sha256 } from "./primitives.ts";

const GROUPS = 6;
const GROUP_BYTES = 5;
const MODULUS = 100_000;

/**
 * What two people compare to know that nobody swapped their keys: twelve groups of five digits,
 * the same for both (PROTOCOL.md §12).
 *
 * @param newest the newest epoch of their 1:1: its roster counts, never freshly fetched keys
 */
export async function safetyNumber(newest: VerifiedEpoch): Promise<readonly string[]> {
  if (newest.members.length !== 2) {
    refuse("epoch_refused", "a safety number is of two people");
  }
  const halves = newest.members.map(({ userId, fingerprint }) => safetyHalf(userId, fingerprint));
  return (await Promise.all(halves)).flat();
}

/** The six groups of one person. */
export async function safetyHalf(
  userId: UserId,
  fingerprint: Fingerprint,
): Promise<readonly string[]> {
  const digest = await sha256(
    writer().raw(label("safety")).variable(userId).raw(fromBase64url(fingerprint)).done(),
  );
  const bytes = Array.from(digest);
  return Array.from({ length: GROUPS }, (_, i) => {
    // 40 bits stay below 2^53, so the arithmetic is exact.
    const number = bytes
      .slice(GROUP_BYTES * i, GROUP_BYTES * (i + 1))
      .reduce((value, byte) => value * 256 + byte, 0);
    return String(number % MODULUS).padStart(GROUP_BYTES, "0");
  });
}
