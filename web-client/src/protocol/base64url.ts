import type { Bytes } from "./bytes.ts";
import { refuse } from "./errors.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const NONE = 0xff;

const values = new Uint8Array(128).fill(NONE);
for (let i = 0; i < ALPHABET.length; i++) {
  values[ALPHABET.charCodeAt(i)] = i;
}

/** base64url without padding (RFC 4648 §5). */
export function toBase64url(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xffff;
    held += 8;
    while (held >= 6) {
      held -= 6;
      text += ALPHABET[(bits >> held) & 63];
    }
  }
  return held > 0 ? text + ALPHABET[(bits << (6 - held)) & 63] : text;
}

/**
 * The bytes of a base64url text. Strict, so that bytes have one text only: padding, other
 * alphabets, white space and non-zero trailing bits are `malformed` (PROTOCOL.md §1).
 */
export function fromBase64url(text: string): Bytes {
  if (text.length % 4 === 1) {
    refuse("malformed", "base64url of an impossible length");
  }
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let offset = 0;
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? NONE;
    if (value === NONE) {
      refuse("malformed", "not base64url");
    }
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[offset++] = (bits >> held) & 0xff;
    }
  }
  if ((bits & ((1 << held) - 1)) !== 0) {
    refuse("malformed", "base64url with non-zero trailing bits");
  }
  return bytes;
}

/** The same for a field of a known length. */
export function fromBase64urlOf(text: string, length: number): Bytes {
  const bytes = fromBase64url(text);
  return bytes.length === length ? bytes : refuse("malformed", `not ${length} bytes`);
}
