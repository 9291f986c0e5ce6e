import type { Bytes } from "../bytes.ts";
import { asObject, type JsonObject, numberField, textField } from "../json.ts";

/** One test case: a name, inputs, and outputs or the code of the refusal. */
export type Case = Readonly<Record<string, unknown>> & { readonly name: string };

/** A file of vectors. */
export interface VectorFile {
  readonly description: string;
  readonly source?: string;
  /** Inputs of every case that does not have its own. */
  readonly common?: JsonObject;
  readonly cases: readonly Case[];
}

/** What our code makes of a case's inputs: the fields that the case must have. */
export type Outputs = Readonly<Record<string, unknown>>;

/** Runs the inputs of one kind of case; refusals are thrown. */
export type Operation = (inputs: JsonObject) => Promise<Outputs>;

/** The kinds of case of one file by their `op`; a file of one kind has `""`. */
export type Operations = Readonly<Record<string, Operation>>;

/** Lower-case hex. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bytes of a hex text. */
export function unhex(text: string): Bytes {
  if (!/^([0-9a-f]{2})*$/.test(text)) {
    throw new Error(`not hex: ${text}`);
  }
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** A field with bytes in hex. */
export function hexField(inputs: JsonObject, name: string): Bytes {
  return unhex(textField(inputs, name));
}

/** A field with a list of objects. */
export function listField(inputs: JsonObject, name: string): readonly JsonObject[] {
  const list = inputs[name];
  if (!Array.isArray(list)) {
    throw new Error(`no list ${name}`);
  }
  return list.map((item: unknown) => asObject(item, name));
}

/** Runs a case of a file. */
export async function run(operations: Operations, file: VectorFile, one: Case): Promise<Outputs> {
  const inputs = { ...file.common, ...one };
  return operationOf(operations, inputs)(inputs);
}

function operationOf(operations: Operations, inputs: JsonObject): Operation {
  const op = inputs["op"] === undefined ? "" : textField(inputs, "op");
  const operation = operations[op];
  if (operation === undefined) {
    throw new Error(`unknown operation ${op}`);
  }
  return operation;
}

export { numberField, textField };
