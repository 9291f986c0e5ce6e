import type { Bytes } from "./bytes.ts";
import { refuse } from "./errors.ts";

/** RFC 4648 §6 in lower case, without padding: ids of users. */
export const RFC_4648_LOWER = "abcdefghijklmnopqrstuvwxyz234567";

/** Crockford's alphabet, which leaves out I, L, O and U: recovery keys. */
export const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Bytes in base32 of an alphabet, without padding. */
export function toBase32(bytes: Uint8Array, alphabet: string): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xffff;
    held += 8;
    while (held >= 5) {
      held -= 5;
      text += alphabet[(bits >> held) & 31];
    }
  }
  return held > 0 ? text + alphabet[(bits << (5 - held)) & 31] : text;
}

/** The bytes of a base32 text; other characters, lengths and trailing bits are `malformed`. */
export function fromBase32(text: string, alphabet: string): Bytes {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let held = 0;
  let offset = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) {
      refuse("malformed", "not base32");
    }
    bits = ((bits << 5) | value) & 0xffff;
    held += 5;
    if (held >= 8) {
      held -= 8;
      bytes[offset++] = (bits >> held) & 0xff;
    }
  }
  if (held >= 5 || (bits & ((1 << held) - 1)) !== 0) {
    refuse("malformed", "base32 of an impossible length or with non-zero trailing bits");
  }
  return bytes;
}

/** What a person typed, for the reader: case, spaces and hyphens do not matter, O is 0, I and L are 1. */
export function normalizeCrockford(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}
