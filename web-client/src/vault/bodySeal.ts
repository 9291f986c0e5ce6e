import {
  type Bytes,
  encodeBody,
  fromBase64url,
  type OutgoingBody,
  openLocally,
  ProtocolError,
  parseBody,
  type Random,
  sealLocally,
  toBase64url,
  type UnlockedAccount,
} from "../protocol/index.ts";

/** Seals what a message of this account says, for this browser's disk; it opens under `what` only. */
export function sealBody(
  random: Random,
  account: UnlockedAccount,
  what: string,
  body: OutgoingBody,
): Promise<Bytes> {
  return sealLocally(random, account, what, toBase64url(encodeBody(body)));
}

/** Opens what {@link sealBody} made, or undefined: it was sealed with keys of before. */
export async function openBody(
  account: UnlockedAccount,
  what: string,
  sealed: Bytes,
): Promise<OutgoingBody | undefined> {
  try {
    const body = parseBody(fromBase64url(await openLocally(account, what, sealed)));
    return body.t === "unsupported" ? undefined : body;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
