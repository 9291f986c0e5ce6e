import type { UnlockedAccount } from "./account.ts";
import { type Bytes, fromUtf8, utf8, writer } from "./bytes.ts";
import { label } from "./labels.ts";
import { open, seal } from "./primitives.ts";
import type { Random } from "./random.ts";

/** Whose key seals what a browser keeps for itself. */
type LocalOwner = Pick<UnlockedAccount, "userId" | "stateKey">;

/**
 * Seals a text that stays in this browser (a draft, a message that waits), so that it is no clearer
 * on this disk than in the log: under the state's key, with a label of its own.
 *
 * @param what names the text; it opens under the same name only
 */
export function sealLocally(
  random: Random,
  owner: LocalOwner,
  what: string,
  text: string,
): Promise<Bytes> {
  return seal(random, owner.stateKey, localAad(owner, what), utf8(text));
}

/** Opens what {@link sealLocally} made, or `vault_refused`. */
export async function openLocally(owner: LocalOwner, what: string, sealed: Bytes): Promise<string> {
  return fromUtf8(await open(owner.stateKey, localAad(owner, what), sealed, "vault_refused"));
}

function localAad(owner: LocalOwner, what: string): Bytes {
  return writer().raw(label("local")).variable(owner.userId).variable(what).done();
}
