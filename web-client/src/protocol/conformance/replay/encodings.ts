import { CROCKFORD, fromBase32, RFC_4648_LOWER, toBase32 } from "../../base32.ts";
import { fromBase64url, toBase64url } from "../../base64url.ts";
import { bodyToJson as outgoingToJson, parseBody } from "../../body.ts";
import { type Reader, reader, type Writer, writer } from "../../bytes.ts";
import { type Label, label } from "../../labels.ts";
import { pad, paddedLength, unpad } from "../../padding.ts";
import { hex, hexField, numberField, type Operations, textField, unhex } from "../vectorFile.ts";
import { requireEqual } from "./checks.ts";

type Value = string | number;

const alphabets: Readonly<Record<string, string>> = {
  "rfc4648-lower": RFC_4648_LOWER,
  crockford: CROCKFORD,
};

export const base64url: Operations = {
  "": async (inputs) => {
    const bytes = fromBase64url(textField(inputs, "text"));
    requireEqual(toBase64url(bytes), textField(inputs, "text"));
    return { bytes: hex(bytes) };
  },
};

export const base32: Operations = {
  "": async (inputs) => {
    const alphabet = alphabets[textField(inputs, "alphabet")] ?? "";
    const bytes = fromBase32(textField(inputs, "text"), alphabet);
    requireEqual(toBase32(bytes, alphabet), textField(inputs, "text"));
    return { bytes: hex(bytes) };
  },
};

export const framing: Operations = {
  "": async (inputs) => {
    const bytes = hexField(inputs, "bytes");
    const layout = inputs["layout"] as readonly string[];
    const source = reader(bytes, "vector");
    const values = layout.map((field) => read(source, field));
    source.end();
    const written = layout.reduce((out, field, i) => write(out, field, values[i] ?? ""), writer());
    requireEqual(hex(written.done()), hex(bytes));
    return { values };
  },
};

export const padding: Operations = {
  length: async (inputs) => ({ padded: paddedLength(numberField(inputs, "length")) }),
  unpad: async (inputs) => {
    const plaintext = hexField(inputs, "plaintext");
    const content = unpad(plaintext);
    requireEqual(hex(pad(content)), hex(plaintext));
    return { content: hex(content) };
  },
};

export const body: Operations = {
  "": async (inputs) => {
    const parsed = parseBody(hexField(inputs, "content"));
    return { body: bodyToJson(parsed) };
  },
};

/** A body as vectors write it: as the sender's JSON, or that it is of an unknown kind. */
export function bodyToJson(parsed: ReturnType<typeof parseBody>): unknown {
  if (parsed.t === "unsupported") {
    return "unsupported";
  }
  return outgoingToJson(parsed);
}

function read(source: Reader, field: string): Value {
  const [type = "", detail = ""] = field.split(":");
  switch (type) {
    case "u8":
      return source.u8();
    case "u16":
      return source.u16();
    case "u32":
      return source.u32();
    case "u64":
      return source.u64();
    case "v":
      return hex(detail === "" ? source.variable() : source.variable(Number(detail)));
    case "text":
      return source.text();
    case "raw":
      return hex(source.raw(Number(detail)));
    case "label":
      source.expect(label(detail as Label));
      return detail;
    default:
      throw new Error(`unknown field ${field}`);
  }
}

function write(out: Writer, field: string, value: Value): Writer {
  const [type = ""] = field.split(":");
  switch (type) {
    case "u8":
      return out.u8(Number(value));
    case "u16":
      return out.u16(Number(value));
    case "u32":
      return out.u32(Number(value));
    case "u64":
      return out.u64(Number(value));
    case "text":
      return out.variable(String(value));
    case "v":
      return out.variable(unhex(String(value)));
    case "raw":
      return out.raw(unhex(String(value)));
    default:
      return out.raw(label(String(value) as Label));
  }
}
