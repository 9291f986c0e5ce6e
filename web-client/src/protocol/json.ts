import { fromBase64url } from "./base64url.ts";
import { type Bytes, MAX_U64 } from "./bytes.ts";
import { refuse } from "./errors.ts";

/** Fields of a JSON object that somebody else wrote; those that nobody asks for do not matter. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The object in a text; `malformed` otherwise. */
export function parseObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Without the cause: its message quotes the text, which may be somebody's.
    return refuse("malformed", "not JSON");
  }
  return asObject(value, "JSON");
}

/** The value as an object. */
export function asObject(value: unknown, what: string): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : refuse("malformed", `${what}: not an object`);
}

/** A text field. */
export function textField(object: JsonObject, name: string): string {
  const value = ownField(object, name);
  return typeof value === "string" ? value : refuse("malformed", `field ${name}: not a text`);
}

/** A field with an integer of 0 … 2^53 − 1. */
export function numberField(object: JsonObject, name: string): number {
  const value = ownField(object, name);
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= MAX_U64
    ? value
    : refuse("malformed", `field ${name}: not an integer`);
}

/** A field with bytes in base64url. */
export function bytesField(object: JsonObject, name: string): Bytes {
  return fromBase64url(textField(object, name));
}

/** A field with an object. */
export function objectField(object: JsonObject, name: string): JsonObject {
  return asObject(ownField(object, name), `field ${name}`);
}

/** A field with a list. */
export function listField(object: JsonObject, name: string): readonly unknown[] {
  const value = ownField(object, name);
  return Array.isArray(value) ? value : refuse("malformed", `field ${name}: not a list`);
}

/** Reads a field with `read` if it is there. */
export function optionalField<T>(
  object: JsonObject,
  name: string,
  read: (object: JsonObject, name: string) => T,
): T | undefined {
  return Object.hasOwn(object, name) ? read(object, name) : undefined;
}

function ownField(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
