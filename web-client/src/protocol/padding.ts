import { type Bytes, reader, writer } from "./bytes.ts";
import { refuse } from "./errors.ts";

const FLOOR = 256;
const LENGTH_FIELD = 4;

/** The Padmé length of `length` bytes (Nikitin et al. 2019, §4), at least 256 (PROTOCOL.md §10). */
export function paddedLength(length: number): number {
  if (length <= FLOOR) {
    return FLOOR;
  }
  const exponent = Math.floor(Math.log2(length));
  const mantissa = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - mantissa);
  return Math.ceil(length / step) * step;
}

/** `u32 length ‖ content ‖ zeros`: hides the length but for its class. */
export function pad(content: Bytes): Bytes {
  const used = LENGTH_FIELD + content.length;
  const zeros = new Uint8Array(paddedLength(used) - used);
  return writer().u32(content.length).raw(content).raw(zeros).done();
}

/** The content; another length than Padmé's, or padding that is not zero, is `malformed`. */
export function unpad(plaintext: Bytes): Bytes {
  const fields = reader(plaintext, "padding");
  const length = fields.u32();
  if (
    length > plaintext.length - LENGTH_FIELD ||
    paddedLength(LENGTH_FIELD + length) !== plaintext.length
  ) {
    refuse("malformed", "not a Padmé length");
  }
  const content = fields.raw(length);
  if (fields.rest().some((byte) => byte !== 0)) {
    refuse("malformed", "padding is not zero");
  }
  return content;
}
