import { refuse } from "./errors.ts";

/** Bytes that WebCrypto takes: never backed by shared memory. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** The greatest `u64` of the protocol, 2^53 − 1 (PROTOCOL.md §1). */
export const MAX_U64 = Number.MAX_SAFE_INTEGER;

const MAX_U16 = 0xffff;
const MAX_U32 = 0xffff_ffff;
const TWO_32 = 0x1_0000_0000;

const encoder = new TextEncoder();
// fatal: text that is not UTF-8 is refused instead of repaired. ignoreBOM: nothing is swallowed.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-8 of a text. */
export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** The text of UTF-8 bytes; `malformed` if they are not UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return refuse("malformed", "not UTF-8");
  }
}

/** All parts, one after the other. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/**
 * Whether two byte strings are equal, in a time that depends on their lengths only. For secrets;
 * the engine gives no guarantee, but no branch here depends on a byte's value.
 */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) {
    return false;
  }
  let difference = 0;
  for (let i = 0; i < a.length; i++) {
    difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  }
  return difference === 0;
}

/** Orders byte strings by their bytes, a prefix first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return a.length - b.length;
}

/** Builds a structure field by field; each method answers the writer (PROTOCOL.md §1). */
export interface Writer {
  u8(value: number): Writer;
  u16(value: number): Writer;
  u32(value: number): Writer;
  u64(value: number): Writer;
  /** Bytes as they are. */
  raw(bytes: Uint8Array): Writer;
  /** `v(x)`: `u16` length, then the bytes; text as UTF-8. */
  variable(value: Uint8Array | string): Writer;
  done(): Bytes;
}

/** A writer of an empty structure. A number that does not fit its field is a `RangeError`. */
export function writer(): Writer {
  const parts: Uint8Array[] = [];
  const number = (value: number, length: number, max: number): Uint8Array => {
    if (!Number.isSafeInteger(value) || value < 0 || value > max) {
      throw new RangeError(`${value} does not fit ${length} bytes`);
    }
    const field = new Uint8Array(length);
    const view = new DataView(field.buffer);
    if (length === 8) {
      view.setUint32(0, Math.floor(value / TWO_32));
      view.setUint32(4, value % TWO_32);
    } else if (length === 4) {
      view.setUint32(0, value);
    } else if (length === 2) {
      view.setUint16(0, value);
    } else {
      view.setUint8(0, value);
    }
    return field;
  };
  const add = (...fields: Uint8Array[]): Writer => {
    parts.push(...fields);
    return self;
  };
  const self: Writer = {
    u8: (value) => add(number(value, 1, 0xff)),
    u16: (value) => add(number(value, 2, MAX_U16)),
    u32: (value) => add(number(value, 4, MAX_U32)),
    u64: (value) => add(number(value, 8, MAX_U64)),
    raw: (bytes) => add(bytes),
    variable: (value) => {
      const bytes = typeof value === "string" ? utf8(value) : value;
      return add(number(bytes.length, 2, MAX_U16), bytes);
    },
    done: () => concat(...parts),
  };
  return self;
}

/**
 * Takes a structure apart field by field. Whatever is too short or left over is `malformed`
 * (PROTOCOL.md §1). What it answers is a copy: later changes of the source do not reach it.
 */
export interface Reader {
  u8(): number;
  u16(): number;
  u32(): number;
  u64(): number;
  raw(length: number): Bytes;
  /** `v(x)`; with `length`, exactly that many bytes. */
  variable(length?: number): Bytes;
  /** `v(x)` of a text. */
  text(): string;
  /** These very bytes: a label, a version. */
  expect(bytes: Uint8Array): void;
  /** A `u8` that must have this value. */
  version(value: number): void;
  /** Everything up to the end. */
  rest(): Bytes;
  /** Refuses bytes that are left over. */
  end(): void;
}

/** A reader of `bytes`; `what` names the structure in refusals. */
export function reader(bytes: Uint8Array, what: string): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  const take = (length: number): number => {
    if (length > bytes.length - offset) {
      refuse("malformed", `${what}: too short`);
    }
    offset += length;
    return offset - length;
  };
  const raw = (length: number): Bytes => {
    const start = take(length);
    return Uint8Array.from(bytes.subarray(start, start + length));
  };
  const self: Reader = {
    u8: () => view.getUint8(take(1)),
    u16: () => view.getUint16(take(2)),
    u32: () => view.getUint32(take(4)),
    u64: () => {
      const start = take(8);
      const high = view.getUint32(start);
      if (high > 0x1f_ffff) {
        refuse("malformed", `${what}: number over 2^53 − 1`);
      }
      return high * TWO_32 + view.getUint32(start + 4);
    },
    raw,
    variable: (length) => {
      const stated = self.u16();
      if (length !== undefined && stated !== length) {
        refuse("malformed", `${what}: field of another length`);
      }
      return raw(stated);
    },
    text: () => fromUtf8(self.variable()),
    expect: (expected) => {
      if (compareBytes(raw(expected.length), expected) !== 0) {
        refuse("malformed", `${what}: another structure or version`);
      }
    },
    version: (value) => {
      if (self.u8() !== value) {
        refuse("malformed", `${what}: unknown version`);
      }
    },
    rest: () => raw(bytes.length - offset),
    end: () => {
      if (offset !== bytes.length) {
        refuse("malformed", `${what}: bytes left over`);
      }
    },
  };
  return self;
}
